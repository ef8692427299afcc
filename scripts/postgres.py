"""Run a command against a private, throw-away PostgreSQL server: `python -m scripts.postgres pytest -n 2`.

The cluster lies in /tmp and not under var/: the server's user must reach it wherever this directory is,
and the path of its socket must stay short. It listens on that socket alone, never on the network.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bootstrap.running import Refusal

SECONDS_TO_START = 30
# What is lost in a crash does not matter here; the time saved does.
FOR_TESTS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=50",
)


def server_programs() -> Path:
    """The folder with initdb and postgres, of the newest version there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not folders:
        raise Refusal("PostgreSQL's server is missing: run make test, which sees to it.")
    return max(folders, key=lambda folder: float(folder.parent.name))


def server_user() -> str | None:
    """The user to run the server as: PostgreSQL refuses to run as root. None means: as ourselves."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def own_name() -> str:
    """Our own user name, which the server knows its owner by."""
    return pwd.getpwuid(os.geteuid()).pw_name


def as_user(user: str | None) -> dict[str, object]:
    """The arguments that have subprocess run something as this user."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def make_cluster(folder: Path, user: str | None) -> None:
    """Lay out an empty cluster."""
    command = [
        *(server_programs() / "initdb", "--pgdata", folder / "data", "--username", own_name()),
        *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    ]
    outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **as_user(user))
    if outcome.returncode:
        raise Refusal(f"PostgreSQL's initdb failed: {outcome.stderr.strip()}")


def start_server(folder: Path, user: str | None) -> subprocess.Popen:
    """Start the server on a socket in the folder, and wait until it accepts connections."""
    options = [part for setting in FOR_TESTS for part in ("-c", setting)]
    command = [server_programs() / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **as_user(user)
        )
    asking = [server_programs() / "pg_isready", "--quiet", "--host", folder, "--dbname", "postgres"]
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run(asking, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            stop_server(server)
            raise Refusal(f"PostgreSQL did not start: {(folder / 'server.log').read_text().strip()[-500:]}")
        time.sleep(0.1)
    return server


def stop_server(server: subprocess.Popen) -> None:
    """End the server at once: nothing in it is to be kept."""
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
        server.wait()


@contextmanager
def private_server() -> Iterator[dict[str, str]]:
    """A fresh server for as long as the block runs; gives the environment variables to reach it by."""
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="frontline-pg-", dir="/tmp"))
    try:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        make_cluster(folder, user)
        server = start_server(folder, user)
        try:
            # A plain URL, in which another database can be named; PGHOST tells where the socket is.
            yield {"DATABASE_URL": f"postgres://{own_name()}@/postgres", "PGHOST": str(folder)}
        finally:
            stop_server(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end_by_exception(number: int, frame: object) -> None:
    """Signal handler: turn SIGTERM into an exception, so that the server is stopped on the way out."""
    raise KeyboardInterrupt


def main(command: list[str]) -> int:
    """Run the command with the private server in its environment; return its exit code."""
    signal.signal(signal.SIGTERM, end_by_exception)
    try:
        with private_server() as variables:
            return subprocess.run(command, env=os.environ | variables, check=False).returncode
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
