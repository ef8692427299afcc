"""For tests that race threads: a database of the test's own, with real commits, and a common start."""

import os
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connections

from tests import prepared


@pytest.fixture
def real_database(django_db_setup, django_db_blocker):
    """A fresh copy of the prepared database, without a transaction around the test. Not together with `db`."""
    before = connections["default"].settings_dict["NAME"]
    own = f"test_race_{os.getpid()}"
    name = own if prepared.is_postgres() else str(prepared.SHELF / f"{own}.sqlite3")
    with django_db_blocker.unblock():
        connections.close_all()
        if prepared.is_postgres():
            prepared.copy_postgres(name)
        else:
            prepared.copy_sqlite(Path(name))
        _point_at(name)
        yield
        connections.close_all()
        _point_at(before)
    if not prepared.is_postgres():
        for leftover in ("", "-wal", "-shm"):
            Path(f"{name}{leftover}").unlink(missing_ok=True)


def _point_at(name):
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def race(*acts):
    """Start every act at the same moment in a thread of its own; return what each gave back or raised."""
    outcomes = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place, act):
        try:
            start.wait()
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
