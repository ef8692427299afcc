"""The virtual environment in .venv, and the locked Python packages in it."""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.bootstrap.places import PYTHON, REQUIREMENTS, SETUP, VENV
from scripts.bootstrap.running import run, say
from scripts.bootstrap.stamps import Stamps, digest

STAMPS = Stamps(SETUP / "stamps")
BASE, TEST = "python-base", "python-test"


def runs_this_python(python: Path) -> bool:
    """Does this environment's interpreter start, has it pip, and is it of the version we run on?"""
    asking = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-c", asking], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def make_environment(folder: Path) -> None:
    """A fresh virtual environment, in place of a broken or outdated one."""
    if runs_this_python(folder / "bin" / "python"):
        return
    if folder.exists():
        shutil.rmtree(folder)
    run([sys.executable, "-m", "venv", folder], doing="making a virtual environment", log_name="venv")


def install_locked(folder: Path, lock: Path, *, log_name: str) -> None:
    """Install exactly what a lock file names, each file checked against its hash, nothing built here."""
    run(
        [
            *(folder / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"),
            *("--retries", "2", "--require-hashes", "--only-binary", ":all:", "-r", lock),
        ],
        doing="fetching the Python packages",
        log_name=log_name,
    )


def wanted(lock: str) -> str:
    """The digest of everything that decides what a lock file installs."""
    return digest([REQUIREMENTS / lock], f"{sys.version_info[:2]}", str(VENV))


def ensure_python_packages(*, for_tests: bool) -> None:
    """Have the site's packages in .venv, and the tests' as well when they are to run."""
    name, lock = (TEST, "test.txt") if for_tests else (BASE, "base.txt")
    if PYTHON.exists() and STAMPS.is_current(name, wanted(lock)):
        return
    say(f"Installing the Python packages of requirements/{lock} (a minute or two)")
    make_environment(VENV)
    install_locked(VENV, REQUIREMENTS / lock, log_name="pip")
    STAMPS.record(name, wanted(lock))
    if for_tests:
        # test.txt holds all of base.txt, in the same versions.
        STAMPS.record(BASE, wanted("base.txt"))
    else:
        STAMPS.forget(TEST)
