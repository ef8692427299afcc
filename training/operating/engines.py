"""How each database is copied to a file and filled from one. Both copy while the site runs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient


class ToolFailed(Exception):
    """A program of the database's is missing, or failed; its last words."""


@contextmanager
def copied(path, *, emptied=()):
    """Copy the database to a file, the tables named in `emptied` without their rows.

    Gives a connection that reads exactly what was copied of the others.
    """
    with ENGINES[connection.vendor][0](path, emptied) as reader:
        yield reader


def fill(path):
    """Replace all that the database holds by what a file holds, all or nothing."""
    ENGINES[connection.vendor][1](path)


@contextmanager
def _copied_sqlite(path, emptied):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        # Deleted rows would otherwise stay in the file, readable. Debian's SQLite does this unasked; others do not.
        copy.execute("PRAGMA secure_delete = ON")
        for name in emptied:
            copy.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own models
        copy.commit()
    reader = connection.copy(alias="copy")
    reader.settings_dict["NAME"] = str(path)
    try:
        yield reader
    finally:
        reader.close()
        for leftover in ("-wal", "-shm"):
            Path(f"{path}{leftover}").unlink(missing_ok=True)


def _fill_sqlite(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as kept:
        kept.backup(connection.connection)


@contextmanager
def _copied_postgresql(path, emptied):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        without = [f"--exclude-table-data={name}" for name in emptied]
        kind = ("--format=custom", "--no-owner", "--no-acl")
        _run("pg_dump", *kind, f"--snapshot={snapshot}", f"--file={path}", *without)
        yield connection


def _fill_postgresql(path):
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    quoted = ", ".join(connection.ops.quote_name(name) for name in tables)
    drop = f"DROP TABLE {quoted} CASCADE;\n" if tables else ""
    connection.close()
    script = _run("pg_restore", "--no-owner", "--no-acl", "--file=-", str(path), names_database=False)
    _run("psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", said=drop.encode() + script)


def _run(program, *arguments, said=b"", names_database=True):
    """Run a program of PostgreSQL's on our database; return what it printed."""
    place = ["--dbname", connection.settings_dict["NAME"]] if names_database else []
    done = subprocess.run(  # noqa: S603 - programs of PostgreSQL's with our own arguments
        [_found(program), *arguments, *place],
        env=os.environ | _environment(connection.settings_dict),
        input=said,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise ToolFailed(f"{program} failed: {done.stderr.decode(errors='replace').strip()[-1000:]}")
    return done.stdout


def _found(program):
    """A program of PostgreSQL's: what is on the path, else the newest that Debian has."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    found = shutil.which(program) or (versions and str(versions[-1]))
    if not found:
        raise ToolFailed(f"{program} is missing: install postgresql-client.")
    return found


def _environment(settings):
    """How PostgreSQL's programs are told what Django knows; the password never stands in a list of processes."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER"}
    # Django's own answer for its `dbshell`: the password, and what makes the line to the server safe (sslmode).
    _, variables = DatabaseClient.settings_to_cmd_args_env(settings, [])
    return {name: str(settings[key]) for key, name in names.items() if settings[key]} | (variables or {})


ENGINES = {
    "sqlite": (_copied_sqlite, _fill_sqlite),
    "postgresql": (_copied_postgresql, _fill_postgresql),
}
