"""The processes of a site on this machine: each with a log of its own, started and stopped together.

They stop also where we are killed without stopping them: see scripts/tying.py.
"""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

from scripts.bootstrap.places import ROOT
from scripts.bootstrap.running import Refusal
from scripts.tying import start_tied

SECONDS_TO_START = 60
SECONDS_TO_STOP = 8
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """One process, with its output in a log of its own. A child that has ended can be started again."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        logs: Path,
        user: Mapping[str, object] | None = None,
        stops_by: signal.Signals = signal.SIGTERM,
    ):
        self.name = name
        self.command = command
        self.env = env
        self.log = logs / f"{name.replace(' ', '-')}.log"
        self.user = user or {}
        self.stops_by = stops_by
        logs.mkdir(parents=True, exist_ok=True)
        self.log.write_text("")
        self.start()

    def start(self) -> None:
        """Start the process; the log goes on where it was."""
        with self.log.open("a") as file:
            # A session of its own: Ctrl-C reaches only us, and we stop the children in good order.
            self.process = start_tied(
                self.command,
                self.stops_by,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.user,
            )
        self.started_at = time.monotonic()

    def is_alive(self) -> bool:
        """Is the process still there?"""
        return self.process.poll() is None

    def ensure_alive(self) -> None:
        """Raise a Refusal with the end of the log when this process is no longer there."""
        code = self.process.poll()
        if code is None:
            return
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        raise Refusal(f"{tail}\nThe {self.name} stopped by itself (code {code}): see {shown(self.log)}")

    def ask_to_stop(self) -> None:
        """Have the process end in good order; it sees to what it started itself."""
        if self.is_alive():
            self.process.send_signal(self.stops_by)

    def kill(self) -> None:
        """End the process and all it started, at once."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()


def shown(path: Path) -> str:
    """A path as it is shown to people: from the top of the project, where it lies below it."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def stop(children: Sequence[Child], seconds: float = SECONDS_TO_STOP) -> None:
    """End all children: politely, then by force."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + seconds
    for child in children:
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()


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
    """Return once the page is served; raise a Refusal when it fails or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while (status := status_of(url)) != HTTPStatus.OK:
        web.ensure_alive()
        if status:
            raise Refusal(f"The site is broken: {url} answers with status {status}: see {shown(web.log)}")
        if time.monotonic() > deadline:
            raise Refusal(f"{url} did not answer within {SECONDS_TO_START} seconds: see {shown(web.log)}")
        time.sleep(0.05)


class Stopped(Exception):
    """Somebody asked us to stop."""


def _raise_stopped(number: int, frame: object) -> None:
    ignore_signals()
    raise Stopped


def hear_signals() -> None:
    """Have Ctrl-C, SIGTERM and a closed terminal raise Stopped from now on, wherever the program is."""
    for number in STOPPING:
        signal.signal(number, _raise_stopped)


def ignore_signals() -> None:
    """Let nothing disturb the stopping of the children, the last thing a program does."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
