"""The running demo: web server, worker of the task queue and ticker, started and stopped together."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from types import FrameType

from scripts.bootstrap.demo_site import environment, site_url
from scripts.bootstrap.places import DEMO_LOGS, DEMO_PEOPLE, PYTHON, ROOT
from scripts.bootstrap.port import HOST, ensure_port_is_free, wanted_port
from scripts.bootstrap.running import Refusal, say

SECONDS_TO_START = 60
SECONDS_TO_STOP = 8


class Stopped(Exception):
    """Somebody asked us to stop."""


class Child:
    """One of the demo's processes, with its output in a log of its own."""

    def __init__(self, name: str, command: Sequence[str | Path]):
        self.name = name
        self.log = DEMO_LOGS / f"{name.replace(' ', '-')}.log"
        DEMO_LOGS.mkdir(parents=True, exist_ok=True)
        with self.log.open("w") as file:
            # A session of its own: Ctrl-C reaches only us, and we stop the children in good order.
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(wanted_port(os.environ)),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ensure_alive(self) -> None:
        """Raise a Refusal with the end of the log when this process is no longer there."""
        code = self.process.poll()
        if code is None:
            return
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        raise Refusal(f"{tail}\nThe {self.name} stopped by itself (code {code}): see {self.log.relative_to(ROOT)}")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and all it started."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


def web_command(port: int) -> list[str | Path]:
    """Gunicorn, one process of many threads: the quickest to start, and right for SQLite."""
    return [
        *(PYTHON, "-m", "gunicorn", "training.wsgi:application", "--bind", f"{HOST}:{port}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
        "--no-control-socket",
    ]


def status_of(url: str) -> int:
    """The HTTP status of a page; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS_TO_START) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_until_ready(web: Child, url: str) -> None:
    """Return once the home page is served; raise a Refusal when it fails or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    log = web.log.relative_to(ROOT)
    while (status := status_of(url)) != HTTPStatus.OK:
        web.ensure_alive()
        if status:
            raise Refusal(f"The site is broken: {url} answers with status {status}: see {log}")
        if time.monotonic() > deadline:
            raise Refusal(f"{url} did not answer within {SECONDS_TO_START} seconds: see {log}")
        time.sleep(0.1)


def welcome(url: str) -> str:
    """What the person at the terminal wants to know."""
    return (
        f"\n{DEMO_PEOPLE.read_text().strip()}\n\n"
        f"The site:               {url}\n"
        f"Its outgoing mail:      {url}outbox/\n"
        f"What it writes down:    {DEMO_LOGS.relative_to(ROOT)}/\n\n"
        "Stop it with Ctrl-C."
    )


def stop(children: Sequence[Child]) -> None:
    """End all children: politely, then by force."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.signal(signal.SIGKILL)
            child.process.wait()


def serve(port: int, children: list[Child]) -> None:
    """Start everything, the web server first so that the site is up soonest; watch until something ends."""
    url = f"{site_url(port)}/"
    web = Child("web server", web_command(port))
    children.append(web)
    # By number: some machines do not know the name localhost.
    wait_until_ready(web, f"http://{HOST}:{port}/")
    children.append(Child("worker", [PYTHON, "manage.py", "db_worker", "--backend", "slow"]))
    children.append(Child("ticker", [PYTHON, "manage.py", "tick", "--loop"]))
    say(welcome(url))
    while True:
        for child in children:
            child.ensure_alive()
        time.sleep(0.5)


def ask_to_stop(number: int, frame: FrameType | None) -> None:
    """Signal handler: leave `serve`, wherever it is."""
    raise Stopped


def main() -> int:
    """Run the demo until Ctrl-C, SIGTERM or the end of a child; return the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    children: list[Child] = []
    try:
        port = wanted_port(os.environ)
        ensure_port_is_free(port)
        serve(port, children)
    except Stopped:
        say("\nStopping the demo.")
        return 0
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop(children)
    return 0


if __name__ == "__main__":
    sys.exit(main())
