"""The production arrangement on this machine: PostgreSQL, web processes, worker and ticker, kept running.

    with arrangement(LocalSite(folder), port) as site:
        requests.get(site.url)

`make run` is this and no more. Measurements and the kill tests start and stop it in the same way.
"""

import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread

from scripts.bootstrap.demo_site import site_url
from scripts.bootstrap.local_site import LocalSite
from scripts.bootstrap.places import PYTHON, ROOT
from scripts.bootstrap.port import HOST
from scripts.bootstrap.running import say
from scripts.children import Child, Stopped, stop, wait_until_ready
from scripts.cluster import Cluster
from scripts.run_settings import environment

DATABASE = "frontline"
# What PostgreSQL writes down may not quote what people typed: no statements, no details of a refused row.
CAREFUL = ("log_min_error_statement=panic", "log_error_verbosity=terse")
PEERS_ONLY = ("--auth-local", "peer", "--auth-host", "reject", "--data-checksums")
# A child that dies is started again: at once, then after twice as long each time, until it has lived a while.
FIRST_WAIT, LONGEST_WAIT, LIVED_A_WHILE = 0.1, 5, 10
SECONDS_TO_STOP = 35


class Keeper:
    """Starts children again that died, as systemd does where the site runs for real."""

    def __init__(self, children: list[Child]):
        self.children = children
        self.waits = {}
        self.due_at = {}
        self.is_over = Event()
        self.thread = Thread(target=self._keep, name="keeper", daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Start nothing any more."""
        self.is_over.set()
        self.thread.join()

    def _keep(self) -> None:
        while not self.is_over.wait(0.05):
            for child in list(self.children):
                if not child.is_alive():
                    self._revive(child)

    def _revive(self, child: Child) -> None:
        now = time.monotonic()
        if child not in self.due_at:
            if now - child.started_at > LIVED_A_WHILE:
                self.waits.pop(child, None)
            wait = self.waits.get(child, FIRST_WAIT)
            self.waits[child] = min(wait * 2, LONGEST_WAIT)
            self.due_at[child] = now + wait
            say(f"The {child.name} ended (code {child.process.returncode}); starting it again in {wait:g} s")
        elif now >= self.due_at[child]:
            del self.due_at[child]
            child.start()


class Arrangement:
    """What runs: `url`, the `environment` of its processes, and the children `database`, `web`, `worker`, `ticker`.

    With a DATABASE_URL of its own there is no PostgreSQL of ours.
    """

    def __init__(self, site: LocalSite, port: int, own: Mapping[str, str]):
        self.site = site
        self.url = site_url(port)
        self.cluster = None if "DATABASE_URL" in own else Cluster(site.folder / "postgres", CAREFUL)
        reached = self.cluster.address(DATABASE) if self.cluster else {}
        self.environment = environment(site, port) | reached | dict(own)
        self.children: list[Child] = []
        # By number: some machines do not know the name localhost.
        self.ready_url = f"http://{HOST}:{port}/"
        self.keeper = None

    def start(self) -> None:
        """Start everything in order, and return once the home page is served."""
        if self.cluster:
            self._start_database()
        self.site.ensure_prepared(self.environment, has_database=True)
        gunicorn = [PYTHON, "-m", "gunicorn", "--config", ROOT / "training" / "web_server.py", "training.wsgi"]
        self.web = self._start("web", gunicorn)
        wait_until_ready(self.web, self.ready_url)
        self.worker = self._start("worker", [PYTHON, "manage.py", "db_worker", "--backend", "slow"])
        every = self.environment.get("TICK_EVERY", "60")
        self.ticker = self._start("ticker", [PYTHON, "manage.py", "tick", "--loop", "--every", every])
        self.keeper = Keeper(self.children)

    def _start_database(self) -> None:
        self.cluster.ensure_made(*PEERS_ONLY)
        # SIGINT: end the sessions and stop; SIGTERM would wait for them.
        self.database = self._start("database", self.cluster.command, user=self.cluster.user, stops_by=signal.SIGINT)
        self.cluster.wait_until_ready(self.database.process, self.database.log)
        self.cluster.ensure_database(DATABASE)

    def _start(self, name: str, command: list, **options) -> Child:
        child = Child(name, command, env=self.environment, logs=self.site.logs, **options)
        self.children.append(child)
        return child

    def stop(self) -> None:
        """Stop everything: those that use the database first, then the database."""
        if self.keeper:
            self.keeper.end()
        databases = [child for child in self.children if child.name == "database"]
        stop([child for child in self.children if child not in databases], SECONDS_TO_STOP)
        stop(databases, SECONDS_TO_STOP)


@contextmanager
def arrangement(site: LocalSite, port: int, **own: str) -> Iterator[Arrangement]:
    """The arrangement for as long as the block runs; further environment variables by name."""
    running = Arrangement(site, port, own)
    try:
        running.start()
        yield running
    finally:
        try:
            running.stop()
        except Stopped:
            # Asked to stop while stopping, as where the start was given up: nothing may be left behind.
            running.stop()
            raise
