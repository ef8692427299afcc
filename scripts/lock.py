"""Work the lock files out anew: `make lock` keeps the versions it can, with UPGRADE=1 it takes the newest.

Locks name versions and hashes, never an address: each machine fetches from the place it is set up for.
"""

import os
import subprocess
import sys

from scripts.bootstrap.front_end import node_environment
from scripts.bootstrap.places import REQUIREMENTS, ROOT

COMPILE = ("uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--python-version", "3.11")
LOCKS = (
    ("base.txt", ("pyproject.toml",)),
    ("test.txt", ("pyproject.toml", "--group", "test")),
    ("node.txt", ("requirements/node.in",)),
)


def compile_python(upgrade: bool) -> None:
    """Write the Python locks. That test.txt holds all of base.txt is tested in tests/setup."""
    for name, sources in LOCKS:
        options = ["--upgrade"] if upgrade else []
        command = [
            sys.executable,
            "-m",
            *COMPILE,
            *sources,
            *options,
            "--output-file",
            f"requirements/{name}",
        ]
        subprocess.run(command, cwd=ROOT, check=True)


def compile_npm(upgrade: bool) -> None:
    """Write the npm lock."""
    verb = ["update", "--package-lock-only"] if upgrade else ["install", "--package-lock-only"]
    subprocess.run(["npm", *verb, "--ignore-scripts"], cwd=ROOT, env=node_environment(), check=True)


def addresses_in_locks() -> list[str]:
    """The lock files that name an address, which none may."""
    locks = [*REQUIREMENTS.glob("*.txt"), ROOT / "package-lock.json"]
    marks = ("--index-url", "--extra-index-url", "--find-links", '"resolved"')
    return [path.name for path in locks if any(mark in path.read_text() for mark in marks)]


def main() -> int:
    """Refresh all locks; return the exit code."""
    upgrade = os.environ.get("UPGRADE", "") not in ("", "0")
    try:
        compile_python(upgrade)
        compile_npm(upgrade)
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} failed: the message above says why.", file=sys.stderr)
        return 1
    if found := addresses_in_locks():
        print(f"These locks name an address and must not: {', '.join(found)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
