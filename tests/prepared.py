"""A database that is migrated once per set of migrations and copied for every run, worker and journey.

Migrating this stack takes some twenty seconds; copying it takes a fraction of one.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[1]
SHELF = ROOT / "var" / "test"
OWN_APPS = ["training", "courses", "quizzes", "certificates"]


def digest():
    """What the schema depends on: the names of all migrations, and our own code that runs in them."""
    names = sorted(map(str, MigrationLoader(None, ignore_no_migrations=True).disk_migrations))
    own = [path for app in OWN_APPS for path in sorted((ROOT / app).rglob("migrations/*.py"))]
    code = [*own, ROOT / "training/people/trainers.py", ROOT / "training/settings/base.py"]
    seen = hashlib.sha256("\n".join(names).encode())
    for path in code:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


@contextmanager
def alone(name):
    """Hold a lock of this name, so that workers make a shared thing once."""
    SHELF.mkdir(parents=True, exist_ok=True)
    with open(SHELF / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        check=True,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "training.settings.test"},
    )


def copy_sqlite(target):
    """Put a migrated SQLite database at `target`."""
    template = SHELF / f"template-{digest()}.sqlite3"
    with alone("sqlite"):
        if not template.exists():
            part = template.with_suffix(".part")
            part.unlink(missing_ok=True)
            _migrate(f"sqlite:///{part}")
            # Fold the write-ahead log in, so that the one file is the whole database.
            fold(part)
            part.rename(template)
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in ("", "-wal", "-shm"):
        Path(f"{target}{leftover}").unlink(missing_ok=True)
    shutil.copy(template, target)


def fold(path):
    """Fold a SQLite database's write-ahead log in, so that the one file is the whole of it."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def copy_postgres(name, template=None):
    """Make the PostgreSQL database `name` from a template, the migrated one by itself, on the server the settings name."""
    template = template or migrated_postgres()
    with alone("postgres"), _connected() as server:
        server.execute(_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
        server.execute(_sql("CREATE DATABASE {} TEMPLATE {}", name, template))


def migrated_postgres():
    """The name of the migrated template."""
    return made_on_postgres(f"template_{digest()}", _migrate)


def made_on_postgres(name, fill, like="template1"):
    """The name of a database that is made once on the server, like another, and filled by `fill(url)`."""
    with alone("postgres"), _connected() as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            part = f"{name}_part"
            server.execute(_sql("DROP DATABASE IF EXISTS {}", part))
            server.execute(_sql("CREATE DATABASE {} TEMPLATE {}", part, like))
            fill(postgres_url(part))
            server.execute(_sql("ALTER DATABASE {} RENAME TO {}", part, name))
    return name


def _connected():
    import psycopg

    return psycopg.connect(**_server(), autocommit=True)


def _sql(words, *names):
    from psycopg import sql

    return sql.SQL(words).format(*map(sql.Identifier, names))


def _server():
    database = settings.DATABASES["default"]
    return {
        "host": database["HOST"] or None,
        "port": database["PORT"] or None,
        "user": database["USER"] or None,
        "password": database["PASSWORD"] or None,
        "dbname": "postgres",
    }


def postgres_url(name):
    """The URL of another database on the same server."""
    from urllib.parse import urlsplit, urlunsplit

    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def is_postgres():
    """Whether this run is on PostgreSQL."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]
