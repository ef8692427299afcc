"""Run every check and test, on SQLite and on PostgreSQL: the work of `make test`.

The databases that the tests copy are made while the style is checked: one migrates for twenty seconds.
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


def prepare(postgres: dict[str, str]) -> list[subprocess.Popen]:
    """Begin to make the databases of both kinds."""
    return [subprocess.Popen(PREPARE, env=os.environ | SETTINGS | where) for where in ({}, postgres)]


def run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run a command, and say whether it ended well."""
    return subprocess.run(command, env=os.environ | (environment or {}), check=False).returncode == 0


def check(postgres: dict[str, str]) -> int:
    """Check the style, then test on one kind of database after the other, until something fails; the exit code."""
    preparing = prepare(postgres)
    is_tidy = run(["make", "--no-print-directory", "lint"])
    codes = [one.wait() for one in preparing]
    if any(codes) or not is_tidy:
        return 1
    print("Tests on SQLite", flush=True)
    if not run(PYTEST):
        return 1
    print("Tests on PostgreSQL", flush=True)
    return 0 if run([*PYTEST, "-m", ON_BOTH], postgres) else 1


if __name__ == "__main__":
    sys.exit(run_with_server(check))
