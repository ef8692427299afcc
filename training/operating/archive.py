"""A back-up on disk: one folder with the database, the media, and a manifest that says what all of it must be."""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

MANIFEST, DATABASE, MEDIA = "manifest.json", "database", "media"
# Below the site's media: where a restore keeps files until the database is there. No back-up holds it.
ASIDE = ".restoring"
FORMAT = 1


class Damaged(Exception):
    """A back-up that is not what its manifest says."""


@dataclass(frozen=True)
class TableRecord:
    """What a table held: its columns with their kinds, how many rows, and their digest."""

    columns: dict
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a back-up holds. `media` is empty, and `has_media` no, where the media are not kept in a folder."""

    made_at: str
    engine: str
    database_sha256: str
    tables: dict
    has_media: bool
    media: dict
    format: int = FORMAT

    def write(self, folder):
        """Put the manifest into a back-up's folder."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        write_down(folder / MANIFEST, text.encode())

    @classmethod
    def read(cls, folder):
        """Read a back-up's manifest; raise Damaged where there is none that this code knows."""
        try:
            read = json.loads((Path(folder) / MANIFEST).read_text())
        except (OSError, ValueError) as reason:
            raise Damaged(f"{folder} is no back-up: {reason}") from reason
        if read.get("format") != FORMAT:
            raise Damaged(f"{folder} is a back-up of another form: {read.get('format')}")
        tables = {name: TableRecord(**one) for name, one in read.pop("tables").items()}
        return cls(**read, tables=tables)

    def check_names(self, folder):
        """Raise Damaged where a file would be read or written outside its folder: no back-up of ours names such a one.

        The database itself is not looked into. Restoring a database somebody else made is trusting them with the site.
        """
        if odd := [name for name in self.media if not _stays_inside(name)]:
            raise Damaged(f"Nothing was restored. This name leads out of the media: {odd[0]!r}")
        found = [Path(folder) / DATABASE, Path(folder) / MEDIA]
        for name in self.media:
            inside = [part for part in PurePosixPath(name).parents if part.name]
            found += [Path(folder) / MEDIA / part for part in (name, *inside)]
        if links := [path for path in found if path.is_symlink()]:
            raise Damaged(f"Nothing was restored. A back-up holds no links, and this is one: {links[0]}")

    def check_files(self, folder):
        """Raise Damaged unless the database and every media file are what they were."""
        if sha256_of(Path(folder) / DATABASE) != self.database_sha256:
            raise Damaged("The database in the back-up is not the one that was backed up.")
        for name, digest in self.media.items():
            if sha256_of(Path(folder) / MEDIA / name) != digest:
                raise Damaged(f"This media file is damaged or missing: {name}")


def _stays_inside(name):
    path = PurePosixPath(name)
    is_plain = str(path) == name and "\0" not in name and bool(path.name)
    return is_plain and not path.is_absolute() and ".." not in path.parts and path.parts[0] != ASIDE


def sha256_of(path):
    """The SHA-256 of a file; "" for one that is not there."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder):
    """Every file below a folder, by its path from there; none where there is no folder. Not what is put aside."""
    found = (path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file())
    return sorted(path for path in found if path.parts[0] != ASIDE)


def copy_file(source, target):
    """Copy a file so that the target is either whole or not there, and on the disk when this returns."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    shutil.copy2(source, part)
    flush(part)
    part.rename(target)


def write_down(path, content):
    """Write a small file and have it on the disk."""
    path.write_bytes(content)
    flush(path)


def flush(path):
    """Have a file, or the names in a folder, on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
