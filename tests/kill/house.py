"""The production arrangement as a target: its processes by name, its rows, and somebody inside to prepare things."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

from scripts.arrangement import Arrangement
from scripts.bootstrap.local_site import LocalSite
from scripts.bootstrap.places import PYTHON, ROOT
from tests.journeys.site import free_port
from tests.kill.post_office import PostOffice

PATIENCE = 90


class House:
    """An arrangement on PostgreSQL or SQLite, with a mail server beside it."""

    def __init__(self, engine):
        self.engine = engine
        self.site = LocalSite(ROOT / "var" / "kill" / engine)
        post_port = free_port()
        self.post_office = PostOffice(post_port)
        own = {
            "EMAIL_URL": f"smtp://127.0.0.1:{post_port}",
            "TICK_EVERY": "2",
            "SECOND_STEP_REQUIRED": "false",
        }
        if engine == "sqlite":
            own["DATABASE_URL"] = f"sqlite:///{self.site.folder}/db.sqlite3"
        self.running = Arrangement(self.site, free_port(), own)
        self.url = self.running.url
        self.hands = None

    def start(self):
        """Start the site, and somebody inside."""
        self.running.start()
        self.hands = subprocess.Popen(
            [PYTHON, "-m", "tests.kill.hands"],
            cwd=ROOT,
            env=self.running.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.site.logs / "hands.log").open("w"),
            text=True,
        )

    def stop(self):
        """End all of it."""
        if self.hands:
            self.hands.kill()
            self.hands.wait()
        self.running.stop()
        self.post_office.close()

    def do(self, name, *arguments):
        """Have something prepared inside: see tests/kill/hands.py."""
        self.hands.stdin.write(json.dumps([name, arguments]) + "\n")
        self.hands.stdin.flush()
        answer = self.hands.stdout.readline()
        assert answer, (self.site.logs / "hands.log").read_text()[-3000:]
        return json.loads(answer)

    def rows(self, query):
        """Rows of the database, read beside the site."""
        if self.engine == "sqlite":
            with closing(sqlite3.connect(self.site.folder / "db.sqlite3", timeout=20)) as connection:
                return connection.execute(query).fetchall()
        import psycopg

        address = {"host": self.running.environment["PGHOST"], "dbname": "frontline"}
        with psycopg.connect(**address) as connection:
            return connection.execute(query).fetchall()

    def one(self, query):
        """The one value that a query asks for."""
        ((value,),) = self.rows(query)
        return value

    def web_processes(self):
        """The processes that answer requests: the children of gunicorn's first one."""
        first = self.running.web.process.pid
        return [int(pid) for pid in Path(f"/proc/{first}/task/{first}/children").read_text().split()]

    def kill_one_web_process(self):
        """Kill one of them, as the kernel does where memory runs out."""
        processes = self.web_processes()
        if not processes:
            return False
        return _killed(random.choice(processes))

    def kill(self, name):
        """Kill the worker, the ticker or the database, and all it started."""
        child = getattr(self.running, name)
        if not child.is_alive():
            return False
        try:
            os.killpg(child.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def log(self, name):
        """What one of the processes wrote down."""
        return (self.site.logs / f"{name}.log").read_text()

    def forget(self):
        """Remove all of it, for a fresh start."""
        shutil.rmtree(self.site.folder)


def _killed(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def killing(act, *, between):
    """Do `act` at random moments for as long as the block runs; gives a list with the time of each that hit."""
    kills, is_over = [], Event()

    def go_on():
        while not is_over.wait(random.uniform(*between)):
            if act():
                kills.append(time.monotonic())

    thread = Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield kills
    finally:
        is_over.set()
        thread.join()


def wait_until(is_so, what, seconds=PATIENCE, *, every=0.1):
    """Look again and again; fail, saying what did not come, when patience ends. Returns how long it took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, f"after {seconds} s still not: {what}"
        time.sleep(every)
    return time.monotonic() - began
