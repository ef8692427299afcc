"""Back up the site while it runs: database and media, with a manifest by which a restored site is checked."""

import shutil
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.utils import timezone

from . import archive, engines
from .tables import all_tables, tally

# Whoever is signed in: a key that lies in a copy would open the site to its finder, past password and second step.
KEYS_OF_THE_SITE = {"sessions", "usersessions"}


def back_up(place):
    """Make a new back-up in the folder `place`; return its folder, which is either whole or not there.

    Raises engines.ToolFailed. Media that are not kept in a folder (an object store) are left to that store.
    """
    moment = timezone.now()
    target = Path(place) / f"frontline-{moment:%Y-%m-%dT%H-%M-%S-%fZ}"
    part = target.with_name(f"{target.name}.part")
    part.mkdir(mode=0o700, parents=True)
    try:
        _fill(part, moment)
    except BaseException:
        shutil.rmtree(part)
        raise
    part.rename(target)
    archive.flush(target.parent)
    return target


def _fill(folder, moment):
    database = folder / archive.DATABASE
    keys = _tables_of_keys()
    with engines.copied(database, emptied=keys) as reader:
        tables = {table.name: _recorded(reader, table) for table in all_tables() if table.name not in keys}
    archive.flush(database)
    has_media = isinstance(default_storage, FileSystemStorage)
    # The database first: what is uploaded meanwhile is a file too many, not one too few.
    media = _copied_media(folder / archive.MEDIA) if has_media else {}
    archive.Manifest(
        made_at=moment.isoformat(),
        engine=connection.vendor,
        database_sha256=archive.sha256_of(database),
        tables=tables,
        has_media=has_media,
        media=media,
    ).write(folder)


def _tables_of_keys():
    models = apps.get_models()
    return sorted(model._meta.db_table for model in models if model._meta.app_label in KEYS_OF_THE_SITE)


def _recorded(reader, table):
    counted = tally(reader, table)
    return archive.TableRecord(columns=table.columns, rows=counted.rows, sha256=counted.sha256)


def _copied_media(target):
    source = Path(settings.MEDIA_ROOT)
    digests = {}
    for name in archive.files_in(source):
        # What was deleted since the list was made is a file too few for nobody.
        with suppress(FileNotFoundError):
            archive.copy_file(source / name, target / name)
            digests[str(name)] = archive.sha256_of(target / name)
    return digests
