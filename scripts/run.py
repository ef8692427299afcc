"""`make run`: the production arrangement with the demo's courses and people, until Ctrl-C.

`python -m scripts.run check --deploy` does a command of manage.py on it instead, from another terminal.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.arrangement import Arrangement, arrangement
from scripts.bootstrap.local_site import LocalSite
from scripts.bootstrap.places import PYTHON, ROOT
from scripts.bootstrap.port import ensure_port_is_free, wanted_port
from scripts.bootstrap.running import Refusal, say
from scripts.children import Stopped, hear_signals, shown

RUN = LocalSite(ROOT / "var" / "run")


def welcome(running: Arrangement, seconds: float) -> str:
    """What the person at the terminal wants to know."""
    site = running.site
    return (
        f"\n{site.people.read_text().strip()}\n\n"
        f"The site:               {running.url}/   (ready in {seconds:.1f} s)\n"
        f"Its outgoing mail:      {shown(site.folder / 'mail')}/\n"
        f"What it writes down:    {shown(site.logs)}/\n"
        f"Its own settings:       {shown(site.folder / 'environment')}\n"
        f"Commands on it:         .venv/bin/python -m scripts.run check --deploy\n\n"
        "Stop it with Ctrl-C."
    )


@contextmanager
def alone(site: LocalSite) -> Iterator[None]:
    """Raise a Refusal while another of us runs on this site, at whatever port: they would share one database server."""
    site.folder.mkdir(parents=True, exist_ok=True)
    with (site.folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("make run is at work in this directory already: stop that one first.") from None
        yield


def serve() -> None:
    """Run until somebody stops us."""
    began = time.monotonic()
    port = wanted_port(os.environ)
    ensure_port_is_free(port, "make run")
    with alone(RUN), arrangement(RUN, port) as running:
        say(welcome(running, time.monotonic() - began))
        while True:
            time.sleep(60)


def command(arguments: list[str]) -> int:
    """Do a command of manage.py on the site that runs; return its exit code."""
    variables = Arrangement(RUN, wanted_port(os.environ), {}).environment
    return subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, env=variables, check=False).returncode


def main(arguments: list[str]) -> int:
    """Serve, or do the command given; return the exit code."""
    if arguments:
        return command(arguments)
    hear_signals()
    try:
        serve()
    except Stopped:
        say("\nStopped.")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
