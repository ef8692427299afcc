"""Restore a back-up, and hold what came of it against the manifest."""

import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from . import archive, engines
from .tables import Table, tally


class CannotRestore(Exception):
    """Why nothing was touched."""


def restore(folder, *, may_replace=False):
    """Put back database and media; return the Manifest.

    Raises CannotRestore or archive.Damaged before anything is touched, engines.ToolFailed where the database refused
    (all is then as it was), and archive.Damaged where what came of it is not what was backed up.

    The database is replaced at once, by one transaction; then the media are renamed into their places, one by one.
    Where it dies before the database is there, everything is as it was, but for files put aside, which nobody is
    shown. Where it dies after that, some media are missing or still the newer ones: restore again, and they come.
    """
    folder = Path(folder)
    manifest = archive.Manifest.read(folder)
    manifest.check_names(folder)
    manifest.check_files(folder)
    if manifest.engine != connection.vendor:
        raise CannotRestore(f"This back-up is from {manifest.engine}; restore it there, then use move_database.")
    if not may_replace and not is_empty():
        raise CannotRestore("The database is not empty. To lose all that is in it, add --replace-everything.")
    with _media_aside(folder, manifest) as aside:
        engines.fill(folder / archive.DATABASE)
        _put_in_place(aside, manifest)
    check(manifest)
    return manifest


def is_empty():
    """Whether nobody has an account in this database, as after its first migrations."""
    with connection.cursor() as cursor:
        if "people_user" not in connection.introspection.table_names(cursor):
            return True
        cursor.execute("SELECT count(*) FROM people_user")
        return cursor.fetchone()[0] == 0


def check(manifest):
    """Raise archive.Damaged unless every table and media file is what the manifest says."""
    differing = [name for name, record in manifest.tables.items() if not _is_as_recorded(name, record)]
    root = Path(settings.MEDIA_ROOT)
    differing += [name for name, digest in manifest.media.items() if archive.sha256_of(root / name) != digest]
    if differing:
        raise archive.Damaged(f"These are not what was backed up: {', '.join(differing)}")


def _is_as_recorded(name, record):
    found = tally(connection, Table(name, record.columns))
    return (found.rows, found.sha256) == (record.rows, record.sha256)


@contextmanager
def _media_aside(folder, manifest):
    """The back-up's media, copied to where they need only be renamed: a full disk is found out before all else."""
    root = Path(settings.MEDIA_ROOT)
    aside = root / archive.ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    try:
        for name in manifest.media:
            archive.copy_file(folder / archive.MEDIA / name, aside / name)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put_in_place(aside, manifest):
    """Files that the back-up does not know stay: to delete is not what one asks of a restore."""
    for name in manifest.media:
        # Where a folder of the media lies on another disk this copies.
        shutil.move(aside / name, Path(settings.MEDIA_ROOT) / name)
