"""Run every check and test, on SQLite and on PostgreSQL: the work of `make test`.

The databases that the tests copy are made meanwhile: SQLite's while the style is checked, PostgreSQL's with what the
journeys leave idle. One migrates for twenty seconds.
"""

import os
import subprocess
import sys

from scripts.postgres import run_with_server

SETTINGS = {"DJANGO_SETTINGS_MODULE": "training.settings.test"}
PREPARE = [sys.executable, "-m", "tests.prepare"]
# Three workers on two processors: a journey waits as often as it works. They are patient with each other.
# A file stays with one worker, which makes what its tests share once; files keep their order, journeys first.
PYTEST = [sys.executable, "-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
ON_BOTH = "(database and not journey and not once) or everywhere"


def prepare(where: dict[str, str], *, gently: bool = False) -> subprocess.Popen:
    """Begin to make the databases of one kind; gently, with what others leave of the processors."""
    return subprocess.Popen([*(["nice"] if gently else []), *PREPARE], env=os.environ | SETTINGS | where)


def run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run a command, and say whether it ended well."""
    return subprocess.run(command, env=os.environ | (environment or {}), check=False).returncode == 0


def check(postgres: dict[str, str]) -> int:
    """Check the style, then test on one kind of database after the other, until something fails; the exit code."""
    sqlite, beside = prepare({}), prepare(postgres, gently=True)
    is_tidy = run(["make", "--no-print-directory", "lint"])
    if sqlite.wait() or not is_tidy:
        beside.terminate()
        return 1
    print("Tests on SQLite", flush=True)
    if not run(PYTEST) or beside.wait():
        return 1
    print("Tests on PostgreSQL", flush=True)
    return 0 if run([*PYTEST, "-m", ON_BOTH], postgres) else 1


if __name__ == "__main__":
    sys.exit(run_with_server(check))
