"""Move a site from one database to another: every row of every table, under the key it has.

Revisions and the search for them hold the numbers of content types inside their JSON, where no foreign key can
follow. So nothing is numbered anew: content types and permissions go over with their numbers, in place of those
that the migrations made.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.color import no_style
from django.db import OperationalError, connections, transaction

from .tables import Table, Tally, all_tables, tally

TARGET = "target"


class CannotMove(Exception):
    """Why the move was refused or given up; the target is then as it was before."""


@dataclass(frozen=True)
class Moved:
    """One table after the move: what the old database had, and what the new one has."""

    table: Table
    before: Tally
    after: Tally

    @property
    def is_equal(self):
        """Whether the two hold the same."""
        return self.before == self.after


def move(url, parsed):
    """Copy everything to the empty PostgreSQL database at `url`; return a Moved for each table.

    `parsed` is the url in Django's shape. Raises CannotMove. On SQLite it holds the write lock of the old database.
    """
    # Of words that are no url, nothing is told.
    if not parsed.get("ENGINE", "").endswith("postgresql"):
        raise CannotMove("The new database must be PostgreSQL.")
    # Before anything is done there: a database in use would be migrated, and then refused.
    with connected(TARGET, parsed) as target:
        _ensure_reached(target)
        _ensure_empty(target)
    manage("migrate", "--verbosity=0", url=url)
    with connected(TARGET, parsed) as target:
        moved = carry_over(connections["default"], target)
    manage("update_index", "--verbosity=0", url=url)
    return moved


def carry_over(source, target):
    """Copy every row from one connection's database to another's, migrated and empty: all, or nothing.

    Returns a Moved for each table; raises CannotMove.
    """
    with transaction.atomic(using=source.alias), transaction.atomic(using=target.alias):
        _ensure_empty(target)
        moved = _copy_all(source, target)
        differing = [one.table.name for one in moved if not one.is_equal]
        if differing:
            raise CannotMove(f"These differ after the move: {', '.join(differing)}")
    return moved


def manage(*arguments, url):
    """Run one of our commands on another database, in a process of its own: models differ by database."""
    command = [sys.executable, "manage.py", *arguments]
    variables = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotMove(f"manage.py {arguments[0]} failed on the new database: {done.stderr.strip()[-500:]}")


@contextmanager
def connected(alias, parsed):
    """A second database under this alias, for as long as the block runs."""
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: parsed})[alias]
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def _ensure_reached(target):
    try:
        target.ensure_connection()
    except (ImproperlyConfigured, OperationalError) as fault:
        raise CannotMove(f"The new database cannot be reached: {fault}") from fault


def _ensure_empty(target):
    """Refuse a database in which anybody or anything was made since its migrations."""
    with target.cursor() as cursor:
        known = {"people_user", "wagtailcore_revision", "courses_enrolment"}
        for name in known & set(target.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 - three names of our own
            if cursor.fetchone()[0]:
                raise CannotMove("The new database is not empty. Make a new one; this command overwrites nothing.")


def _copy_all(source, target):
    tables = all_tables()
    with target.cursor() as cursor:
        quoted = ", ".join(target.ops.quote_name(table.name) for table in tables)
        # What the migrations made there comes again from the old database, under the old numbers.
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
        before = {table.name: _copy(table, source, cursor, target.ops.quote_name) for table in tables}
        _reset_sequences(cursor, target)
    return [Moved(table, before[table.name], tally(target, table)) for table in tables]


def _copy(table, source, cursor, quote):
    counted = Tally()
    names = ", ".join(quote(name) for name in table.columns)
    with cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
        for row in table.rows(source):
            counted.add(row)
            copy.write_row(row)
    return counted


def _reset_sequences(cursor, target):
    models = apps.get_models(include_auto_created=True)
    for statement in target.ops.sequence_reset_sql(no_style(), [one for one in models if one._meta.managed]):
        cursor.execute(statement)
