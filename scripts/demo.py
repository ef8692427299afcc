"""The running demo: web server, worker of the task queue and ticker, started and stopped together."""

import os
import sys
import time
from pathlib import Path

from scripts.bootstrap.demo_site import DEMO, environment, site_url
from scripts.bootstrap.places import PYTHON
from scripts.bootstrap.port import HOST, ensure_port_is_free, wanted_port
from scripts.bootstrap.running import Refusal, say
from scripts.children import Child, Stopped, hear_signals, ignore_signals, shown, stop, wait_until_ready


def web_command(port: int) -> list[str | Path]:
    """Gunicorn, one process of many threads: the quickest to start, and right for SQLite."""
    return [
        *(PYTHON, "-m", "gunicorn", "training.wsgi:application", "--bind", f"{HOST}:{port}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
        "--no-control-socket",
    ]


def welcome(url: str) -> str:
    """What the person at the terminal wants to know."""
    return (
        f"\n{DEMO.people.read_text().strip()}\n\n"
        f"The site:               {url}\n"
        f"Its outgoing mail:      {url}outbox/\n"
        f"What it writes down:    {shown(DEMO.logs)}/\n\n"
        "Stop it with Ctrl-C."
    )


def serve(port: int, children: list[Child]) -> None:
    """Start everything, the web server first so that the site is up soonest; watch until something ends."""
    url = f"{site_url(port)}/"
    place = {"env": environment(port), "logs": DEMO.logs}
    web = Child("web server", web_command(port), **place)
    children.append(web)
    # By number: some machines do not know the name localhost.
    wait_until_ready(web, f"http://{HOST}:{port}/")
    children.append(Child("worker", [PYTHON, "manage.py", "db_worker", "--backend", "slow"], **place))
    children.append(Child("ticker", [PYTHON, "manage.py", "tick", "--loop"], **place))
    say(welcome(url))
    while True:
        for child in children:
            child.ensure_alive()
        time.sleep(0.5)


def main() -> int:
    """Run the demo until Ctrl-C, SIGTERM or the end of a child; return the exit code."""
    hear_signals()
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
        ignore_signals()
        stop(children)
    return 0


if __name__ == "__main__":
    sys.exit(main())
