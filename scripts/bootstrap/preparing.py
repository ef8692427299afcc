"""The order of the steps, for each purpose."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.bootstrap.demo_site import ensure_demo_site
from scripts.bootstrap.front_end import ensure_front_end, rebuild_front_end
from scripts.bootstrap.machine import ensure_packages
from scripts.bootstrap.places import SETUP
from scripts.bootstrap.port import ensure_port_is_free, wanted_port
from scripts.bootstrap.python_packages import ensure_python_packages
from scripts.bootstrap.running import Refusal, say


def prepare_demo() -> None:
    """All that a working demo needs. The port comes first: nobody should wait minutes to hear it is taken."""
    port = wanted_port(os.environ)
    ensure_port_is_free(port)
    prepare_programs("demo")
    ensure_demo_site(port)


def prepare_run() -> None:
    """All that the production arrangement needs but its database, which its server must run for."""
    ensure_port_is_free(wanted_port(os.environ), "make run")
    prepare_programs("run")


def prepare_programs(purpose: str) -> None:
    """The machine's packages, Python's, and the front end."""
    ensure_packages(purpose)
    ensure_python_packages(for_tests=purpose == "test")
    ensure_front_end()


def prepare_test() -> None:
    """All that the tests need; they make their own databases."""
    prepare_programs("test")


def prepare_css() -> None:
    """The style sheet and the script, built again."""
    ensure_packages("demo")
    rebuild_front_end()


PURPOSES = {"demo": prepare_demo, "run": prepare_run, "test": prepare_test, "css": prepare_css}


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep a second set-up in this directory waiting until the first is done."""
    SETUP.mkdir(exist_ok=True)
    with (SETUP / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work in this directory; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Prepare for the purpose given as the only argument; return the exit code."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        print(f"usage: python3 -m scripts.bootstrap {'|'.join(PURPOSES)}", file=sys.stderr)
        return 2
    try:
        with one_at_a_time():
            PURPOSES[arguments[0]]()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(
            f"May not use {error.filename}: did another user set this up? Try: sudo make clean",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
