"""A real server on a database of its own, as a journey finds it: the demo course, the demo people."""

import hashlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from tests import prepared
from tests.journeys import processes

ROOT = prepared.ROOT
PASSWORD = "learn-and-refer"
END_OF_MAIL = re.compile(r"^-{79}$", re.MULTILINE)
STOCK = [["load_courses", "demo"], ["load_demo_people"]]


def free_port():
    """A port that nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stock_digest():
    """What the stocked database depends on, beside the schema: the demo's files and the code that loads them."""
    seen = hashlib.sha256(prepared.digest().encode())
    code = [path for app in prepared.OWN_APPS for path in sorted((ROOT / app).rglob("*.py"))]
    for path in [*sorted((ROOT / "demo").rglob("*.*")), *code]:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def stocked():
    """The folder with a SQLite database of the demo course and people, and their media, made once for this code."""
    shelf = prepared.SHELF / f"stock-{stock_digest()}"
    with prepared.alone("stock"):
        if not shelf.exists():
            part = shelf.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            prepared.copy_sqlite(part / "db.sqlite3")
            stock(f"sqlite:///{part}/db.sqlite3", part / "media")
            prepared.fold(part / "db.sqlite3")
            part.rename(shelf)
    return shelf


def stocked_postgres():
    """The same on PostgreSQL: the name of its database there, and the folder of its media."""
    media = prepared.SHELF / "media-of-postgres"

    def fill(url):
        shutil.rmtree(media, ignore_errors=True)
        stock(url, media)

    name = prepared.made_on_postgres(f"stock_{stock_digest()}", fill, like=prepared.migrated_postgres())
    return name, media


def stock(url, media):
    """Load the demo course and people into a migrated database, and their files into a folder."""
    settings = {"DJANGO_SETTINGS_MODULE": "training.settings.development"}
    for command in STOCK:
        manage({**os.environ, **settings, "DATABASE_URL": url, "MEDIA_ROOT": str(media)}, *command)


def manage(environment, *arguments):
    """Run a command of the project in this environment; returns what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


class Site:
    """The server's database, media and mail, and the processes that serve them."""

    def __init__(self, folder, *, workers=1):
        self.folder = Path(folder)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.workers = workers
        self.process = None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database_url = self._make_database()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "training.settings.development",
            "DATABASE_URL": self.database_url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "MAIL_DIR": str(self.folder / "mail"),
            "SITE_URL": self.url,
            "STATIC_ROOT": str(ROOT / "build" / "collected"),
        }

    def _make_database(self):
        """A copy of the stocked one, and of its media; returns its address."""
        if prepared.is_postgres():
            name = f"journey_{os.getpid()}_{self.port}"
            template, media = stocked_postgres()
            prepared.copy_postgres(name, template)
            address = prepared.postgres_url(name)
        else:
            media = stocked() / "media"
            address = f"sqlite:///{shutil.copy(stocked() / 'db.sqlite3', self.folder / 'db.sqlite3')}"
        shutil.copytree(media, self.folder / "media", dirs_exist_ok=True)
        return address

    def manage(self, *arguments):
        """Run a command of the project on this site's data; returns what it printed."""
        said, complained = self.folder / "said.log", self.folder / "complained.log"
        for log in (said, complained):
            log.unlink(missing_ok=True)
        process = processes.start(processes.command, self.environment, arguments, said, complained)
        process.join()
        assert process.exitcode == 0, complained.read_text()[-3000:]
        return said.read_text()

    def start(self):
        """Serve, and wait until the home page answers."""
        how = ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        how += ["--worker-class", "gthread", "--threads", "8", "--workers", str(self.workers)]
        log = self.folder / "web.log"
        self.process = processes.start(processes.serve, self.environment, how, log, log)
        self._wait()
        return self

    def _wait(self):
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url, timeout=20).close()
                return
            except OSError:
                assert self.process.is_alive(), self.log()
                time.sleep(0.1)
        raise AssertionError(f"the server did not answer:\n{self.log()}")

    def log(self):
        """The last the server said."""
        return (self.folder / "web.log").read_text()[-3000:]

    def kill(self):
        """End every process of the server as a power cut of the web tier would: at once, with nothing tidied."""
        if self.process.is_alive():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.join()

    def stop(self):
        """End the server in good order, and its PostgreSQL database with it."""
        if self.process and self.process.is_alive():
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.join(timeout=15)
            assert not self.process.is_alive(), self.log()

    def rows(self, query):
        """Rows of the site's database, read beside the server."""
        if prepared.is_postgres():
            import psycopg

            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query).fetchall()
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def mails(self):
        """The mails this site sent, oldest first, as text."""
        folder = self.folder / "mail"
        files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime) if folder.exists() else []
        # Two that are sent within a second may share a file.
        return [mail for path in files for mail in END_OF_MAIL.split(path.read_text()) if mail.strip()]


def ensure_collected():
    """Collect static files where that was not done for these sources: journeys see the hashed, compressed ones."""
    stamp = ROOT / "build" / "collected" / "sources"
    with prepared.alone("collected"):
        sources = static_digest()
        if stamp.exists() and stamp.read_text() == sources:
            return
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "training.settings.development"},
            check=True,
        )
        stamp.write_text(sources)


def static_digest():
    """What the collected files depend on: our own sources, and which versions of packages bring theirs."""
    places = [ROOT / "build" / "static", ROOT / "training" / "static"]
    files = [path for place in places for path in sorted(place.rglob("*")) if path.is_file()]
    seen = hashlib.sha256()
    for path in [*files, ROOT / "requirements" / "base.txt"]:
        seen.update(path.read_bytes())
    return seen.hexdigest()
