"""Every row of every table as the database holds it, to say what an act changed and what it left alone."""

from django.db import connection

# Bookkeeping of the database itself.
NOT_OURS = {"sqlite_sequence", "django_migrations"}


def dump():
    """{table: {key: row}} of the whole database; the key is the row's first column."""
    tables = [name for name in connection.introspection.table_names() if name not in NOT_OURS]
    return {name: _rows(name) for name in tables}


def _rows(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
        return {row[0]: tuple(map(_plain, row)) for row in cursor.fetchall()}


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def touched(before, after):
    """{table: keys of the rows that were changed or deleted}, without tables where there are none."""
    found = {name: {key for key, row in rows.items() if after[name].get(key) != row} for name, rows in before.items()}
    return {name: keys for name, keys in found.items() if keys}


def holding(tables, *words):
    """[(table, key)] of the rows in which one of these words stands, whatever its case."""
    words = [word.lower() for word in words]
    return [
        (name, key)
        for name, rows in tables.items()
        for key, row in rows.items()
        if any(word in str(row).lower() for word in words)
    ]
