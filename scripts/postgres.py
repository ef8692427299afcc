"""Run a command against a private, throw-away PostgreSQL server: `python -m scripts.postgres pytest -n 2`.

The cluster lies in /tmp and not under var/: the server's user must reach it wherever this directory is,
and the path of its socket must stay short.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bootstrap.running import Refusal
from scripts.cluster import Cluster
from scripts.tying import start_tied

# What is lost in a crash does not matter here; the time saved does.
FOR_TESTS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


def start_server(cluster: Cluster) -> subprocess.Popen:
    """Start the server, and wait until it accepts connections."""
    log = cluster.folder / "server.log"
    with log.open("w") as file:
        server = start_tied(
            cluster.command,
            signal.SIGQUIT,
            cwd=cluster.folder,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **cluster.user,
        )
    try:
        cluster.wait_until_ready(server, log)
    except BaseException:
        stop_server(server)
        raise
    return server


def stop_server(server: subprocess.Popen) -> None:
    """End the server at once: nothing in it is to be kept."""
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
        server.wait()


@contextmanager
def private_server() -> Iterator[dict[str, str]]:
    """A fresh server for as long as the block runs; gives the environment variables to reach it by."""
    folder = Path(tempfile.mkdtemp(prefix="frontline-pg-", dir="/tmp"))
    cluster = Cluster(folder, FOR_TESTS)
    try:
        cluster.ensure_made("--auth", "trust", "--no-sync")
        server = start_server(cluster)
        try:
            yield cluster.address("postgres")
        finally:
            stop_server(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end_by_exception(number: int, frame: object) -> None:
    """Signal handler: turn SIGTERM into an exception, so that the server is stopped on the way out."""
    raise KeyboardInterrupt


def run_with_server(act: Callable[[dict[str, str]], int]) -> int:
    """Do something beside a private server, given the variables to reach it by; return its exit code."""
    signal.signal(signal.SIGTERM, end_by_exception)
    try:
        with private_server() as variables:
            return act(variables)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def main(command: list[str]) -> int:
    """Run the command with the private server in its environment; return its exit code."""
    return run_with_server(
        lambda variables: subprocess.run(command, env=os.environ | variables, check=False).returncode
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
