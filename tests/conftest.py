"""The cast, and what every test stands on."""

import gc
import inspect
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext

from tests import prepared

# Playwright keeps an event loop in the thread that runs the tests; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


TOKEN = re.compile(rb"[A-Za-z0-9]{32,}")


@pytest.fixture(scope="session")
def django_db_setup(worker_id, django_db_blocker):
    """Give this worker its own copy of the prepared database."""
    name = f"{worker_id}-{os.getpid()}"
    with django_db_blocker.unblock():
        connections.close_all()
        if prepared.is_postgres():
            name = f"test_{name.replace('-', '_')}"
            prepared.copy_postgres(name)
        else:
            name = str(prepared.SHELF / f"db-{name}.sqlite3")
            prepared.copy_sqlite(Path(name))
        settings.DATABASES["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name
    # Meanwhile no test gets at it that does not say so: what it wrote would stay for all after it.
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    if not prepared.is_postgres():
        for leftover in ("", "-wal", "-shm"):
            Path(f"{name}{leftover}").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def worker_id(request):
    """The name of this xdist worker, or "main" without xdist."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """A transaction around a whole file: what its fixtures make is made once, and gone after the last test.

    Each test still has its own transaction inside. A fixture that uses this is of scope "module". Where tests change
    its rows, name it "..._once" and give them another, of scope "function", that reads the rows anew (`once.anew`).
    The tests of a file that do without run before it is made, so that none finds rows that it did not ask for.
    """
    with django_db_blocker.unblock():
        # Asked for by `request.getfixturevalue` it would come too late; `usefixtures` asks in time.
        assert not transaction.get_connection().in_atomic_block, "made once, inside the transaction of one test"
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


NEED_A_DATABASE = {"db", "made_once", "real_database", "site", "busy_site"}


def pytest_collection_modifyitems(items):
    """Mark what needs a database, as only that can differ on another kind, and what searches, which always does."""
    for item in items:
        if "searchable" in item.fixturenames:
            item.add_marker(pytest.mark.everywhere)
        # Whoever asks for fixtures by name may ask for one that does.
        asks = "request" in inspect.signature(item.function).parameters
        if asks or item.get_closest_marker("django_db") or NEED_A_DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish(session):
    """Look for garbage seldom: what is loaded by now stays, and looking through it took a fifteenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Under CI a skipped test is a failed one: whatever it needed, the set-up should have brought."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """A test's data is rolled back; what a process keeps in mind of it must go too."""
    for name in settings.CACHES:
        caches[name].clear()


def seen_in(outcome):
    """What an act gave back; of a page its words without tokens, which differ each time.

    Asserts that each page is the one that was asked for, and not a way to another.
    """
    parts = outcome if isinstance(outcome, list) else [outcome]
    for one in parts:
        assert getattr(one, "status_code", 200) == 200, one
    return [TOKEN.sub(b"", one.getvalue()) if hasattr(one, "status_code") else one for one in parts]


@pytest.fixture
def check_growth(db):
    """Assert that an act asks no more queries after its data grew: `check_growth(act, grow)`.

    An act that gives back a response, or a list of them, must have been answered: a redirect asks little for ever.
    What it gives back, if anything, must differ then, since what never reaches it costs it nothing; `is_seen=False` for
    an act that reads what grew and shows none of it.
    """

    def check(act, grow, *, is_seen=True):
        small = seen_in(act())
        with CaptureQueriesContext(connections["default"]) as before:
            act()
        grow()
        with CaptureQueriesContext(connections["default"]) as after:
            large = seen_in(act())
        assert len(before) > 0
        assert len(after) <= len(before), "\n".join(query["sql"] for query in after.captured_queries)
        assert small == [None] or (large != small) == is_seen, f"what grew is {'not ' if is_seen else ''}seen"

    return check


pytest_plugins = ["tests.cast", "tests.indexes", "tests.ordering", "tests.racing"]
