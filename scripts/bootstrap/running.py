"""Running other programs quietly, and turning their failures into one line that a person can act on."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.bootstrap.places import LOGS, ROOT

NO_NETWORK = re.compile(
    r"name resolution|temporary failure resolving|could not resolve|network is unreachable|no route to host"
    r"|failed to establish a new connection|newconnectionerror|unable to connect|cannot initiate the conn"
    r"|connection (?:timed out|refused)|connecttimeout|read timed out|network is offline"
    r"|\b(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|ENETDOWN|ECONNRESET)\b",
    re.IGNORECASE,
)


class Refusal(Exception):
    """A reason to stop, in one line, with what to do about it."""


def say(line: str) -> None:
    """Tell the person at the terminal, at once."""
    print(line, flush=True)


def is_about_the_network(output: str) -> bool:
    """Does what a program printed mean that it could not reach the network?"""
    return bool(NO_NETWORK.search(output))


def explain(doing: str, output: str, log: Path) -> str:
    """The one line for a program that failed while `doing` something ("fetching the Python packages")."""
    if is_about_the_network(output):
        return f"No network: {doing} failed. Connect this machine and run the same command again."
    words = telling_line(output)[:200]
    return f"{doing[:1].upper()}{doing[1:]} failed: {words} (all of it: {log.relative_to(ROOT)})"


def telling_line(output: str) -> str:
    """The line that most likely says what went wrong: the last that speaks of an error, or else the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it printed nothing"])[-1]


def run(command: Sequence[str | Path], *, doing: str, log_name: str, env: Mapping[str, str] | None = None) -> str:
    """Run a program, output going to .setup/log/; return that output, or raise a Refusal saying why not."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{log_name}.log"
    with log.open("w") as file:
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
    output = log.read_text(errors="replace")
    if outcome.returncode:
        raise Refusal(explain(doing, output, log))
    return output
