"""Run the random histories of tests/soak on both databases: `make soak COUNT=10000 SEED=7`.

Two processes share the work. Prints how many histories ran from which seed, and ends with 1 where one broke a promise.
"""

import os
import subprocess
import sys
import time

PYTEST = [sys.executable, "-m", "pytest", "tests/soak", "-n", "2", "-q", "-p", "no:randomly"]
DATABASES = {"SQLite": PYTEST, "PostgreSQL": [sys.executable, "-m", "scripts.postgres", *PYTEST]}


def main() -> int:
    """Soak each database; return the exit code."""
    asked = ", ".join(f"{name} {os.environ[f'SOAK_{name.upper()}']}" for name in ("count", "seed", "steps"))
    failed = []
    for database, command in DATABASES.items():
        begun = time.monotonic()
        print(f"Histories on {database}: {asked}", flush=True)
        code = subprocess.run(command, check=False).returncode
        print(
            f"{'Clean' if not code else 'Broken'} on {database}, {time.monotonic() - begun:.0f} s: {asked}", flush=True
        )
        failed += [database] if code else []
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
