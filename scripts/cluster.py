"""A PostgreSQL server of our own, in one folder: its data below it, its socket in it, never on the network."""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.bootstrap.running import Refusal

SECONDS_TO_START = 30
# The kernel's limit to the path of a socket, less the name that the server gives it.
LONGEST_FOLDER = 107 - len("/.s.PGSQL.5432")


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


@dataclass(frozen=True)
class Cluster:
    """The server of one folder, with the settings to start it by."""

    folder: Path
    settings: tuple[str, ...]

    @property
    def user(self) -> dict[str, object]:
        """The arguments that have subprocess run its programs."""
        return as_user(server_user())

    @property
    def command(self) -> list[str | Path]:
        """The server itself, which stays in the foreground."""
        options = [part for setting in ("listen_addresses=", *self.settings) for part in ("-c", setting)]
        return [server_programs() / "postgres", "-D", self.folder / "data", "-k", self.folder, *options]

    def address(self, database: str) -> dict[str, str]:
        """The environment variables to reach a database by: a plain URL, and where the socket is."""
        return {"DATABASE_URL": f"postgres://{own_name()}@/{database}", "PGHOST": str(self.folder)}

    def ensure_made(self, *options: str) -> None:
        """Lay out an empty cluster where there is none; raise a Refusal where there can be none."""
        if (self.folder / "data" / "PG_VERSION").exists():
            return
        if len(str(self.folder)) > LONGEST_FOLDER:
            raise Refusal(f"This path is too long for PostgreSQL's socket: {self.folder}")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if user := server_user():
            os.chown(self.folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        self._ensure_enterable()
        command = [
            *(server_programs() / "initdb", "--pgdata", self.folder / "data", "--username", own_name()),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", *options),
        ]
        outcome = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self.user)
        if outcome.returncode:
            raise Refusal(f"PostgreSQL's initdb failed: {outcome.stderr.strip()}")

    def _ensure_enterable(self) -> None:
        asking = ["test", "-x", self.folder]
        if subprocess.run(asking, cwd="/", check=False, **self.user).returncode:
            raise Refusal(
                f"PostgreSQL runs as the user {server_user()}, who may not enter {self.folder}: "
                "have this project in a directory that others may enter, or do this as somebody else than root."
            )

    def is_ready(self) -> bool:
        """Does the server accept connections?"""
        asking = [server_programs() / "pg_isready", "--quiet", "--host", self.folder, "--dbname", "postgres"]
        return not subprocess.run(asking, check=False).returncode

    def wait_until_ready(self, server: subprocess.Popen, log: Path) -> None:
        """Return once the server accepts connections; raise a Refusal when it ends or takes too long."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_ready():
            if server.poll() is not None or time.monotonic() > deadline:
                raise Refusal(f"PostgreSQL did not start: {log.read_text().strip()[-500:]}")
            time.sleep(0.05)

    def ensure_database(self, name: str) -> None:
        """Have a database of this name on the running server."""
        command = [server_programs() / "createdb", "--host", self.folder, name]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode and "already exists" not in outcome.stderr:
            raise Refusal(f"PostgreSQL's createdb failed: {outcome.stderr.strip()}")
