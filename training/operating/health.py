"""Is the site able to do its work? Cheap to ask, and nothing personal in the answer."""

import os
import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from .models import Heartbeat
from .ticking import TICK

LONGEST_WAIT_FOR_WORKER = timedelta(minutes=5)
LONGEST_WAIT_FOR_TICK = timedelta(minutes=10)
LEAST_ROOM = 200 * 1024 * 1024  # bytes


class _Unapplied(Exception):
    """Some migration is not applied."""


def problems(now=None):
    """The names of what is not as it should be: database, migrations, worker, ticker, media, disk."""
    moment = now or timezone.now()
    try:
        found = [name for name, is_well in _in_database(moment) if not is_well]
    except DatabaseError:
        found = ["database"]
    return found + [name for name, is_well in _on_disk() if not is_well]


def _in_database(now):
    yield "migrations", is_migrated()
    yield "worker", not _forgotten_tasks(now).exists()
    yield "ticker", Heartbeat.objects.filter(name=TICK, at__gt=now - LONGEST_WAIT_FOR_TICK).exists()


def _on_disk():
    if not isinstance(default_storage, FileSystemStorage):
        return
    root = Path(settings.MEDIA_ROOT)
    yield "media", _is_writable(root)
    yield "disk", shutil.disk_usage(_nearest(root)).free > LEAST_ROOM


def is_migrated():
    """Whether every migration that this code has is applied."""
    try:
        _ensure_migrated()
    except _Unapplied:
        return False
    return True


@cache
def _ensure_migrated():
    """Remembered once it is so: an exception is not kept, and a process that runs gets no new migrations."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Unapplied


def _forgotten_tasks(now):
    limit = now - LONGEST_WAIT_FOR_WORKER
    due = Q(run_after=get_date_max()) | Q(run_after__lte=limit)
    return DBTaskResult.objects.ready().filter(due, enqueued_at__lt=limit)


def _is_writable(root):
    """Whether a file can be made there, or the folder itself, which the first upload makes."""
    return os.access(_nearest(root), os.W_OK | os.X_OK)


def _nearest(path):
    return path if path.exists() else _nearest(path.parent)
