"""A site of this machine's own. All it holds lies in one folder below var/: to remove that is a fresh start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.bootstrap.places import PYTHON, REQUIREMENTS, ROOT
from scripts.bootstrap.running import run, say
from scripts.bootstrap.stamps import Stamps, digest, files_below

APPS = [ROOT / name for name in ("training", "courses", "quizzes", "certificates")]


@dataclass(frozen=True)
class LocalSite:
    """The folder of a site, and what stands where in it."""

    folder: Path

    @property
    def stamps(self) -> Stamps:
        """What of its preparation was done, and with which inputs."""
        return Stamps(self.folder / "stamps")

    @property
    def logs(self) -> Path:
        """One log for each process."""
        return self.folder / "log"

    @property
    def people(self) -> Path:
        """The table of who can sign in, as it is printed."""
        return self.folder / "people.txt"

    @property
    def secret_key(self) -> str:
        """The site's own secret, made once, readable by its owner only."""
        path = self.folder / "secret"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_privately(path, secrets.token_urlsafe(50))
        return path.read_text()

    @property
    def own_places(self) -> dict[str, str]:
        """The environment variables that keep a site's files in its folder."""
        return {
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "SECRET_KEY": self.secret_key,
            "PYTHONUNBUFFERED": "1",
        }

    def ensure_prepared(self, env: Mapping[str, str], *, has_database: bool) -> None:
        """Have database, static files and self-test done; raise a Refusal when a part of it fails."""
        is_filled = has_database and self.people.exists()
        parts = due(inputs_by_part(), self.stamps, has_database=is_filled)
        if not parts:
            return
        say("Preparing the site")
        run(
            [PYTHON, "-m", "scripts.prepare_site", self.folder, *parts],
            doing=f"preparing the site (rm -rf {self.folder} starts it afresh)",
            log_name=self.folder.name,
            env=env,
        )


def write_privately(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, from its first moment on."""
    with open(path, "w", opener=lambda name, flags: os.open(name, flags | os.O_EXCL, 0o600)) as file:
        file.write(text)


def inputs_by_part() -> dict[str, str]:
    """For each part of the preparation, the digest of what it depends on."""
    lock = REQUIREMENTS / "base.txt"
    code = files_below(*APPS, suffix=".py")
    statics = [path for path in files_below(*APPS, ROOT / "build" / "static") if "static" in path.parts]
    return {
        "database": digest([lock, *code, *files_below(ROOT / "demo")]),
        "static": digest([lock, *statics]),
        "self_test": digest([lock, *files_below(ROOT / "training" / "pdf.py")]),
    }


def due(inputs: Mapping[str, str], stamps: Stamps, *, has_database: bool) -> list[str]:
    """The parts to be done: those whose inputs have changed, and the database when it is not there."""
    return [
        part
        for part, value in inputs.items()
        if not stamps.is_current(part, value) or (part == "database" and not has_database)
    ]
