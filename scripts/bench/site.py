"""The arrangement of production with the floors in it, and without a ticker that would come in between."""

import time

from scripts.arrangement import Arrangement
from scripts.bench import processes
from scripts.bootstrap.places import PYTHON, ROOT
from scripts.children import Child, wait_until_ready


class BenchSite(Arrangement):
    """`make run` with the settings of `scripts.bench`."""

    gunicorn = (PYTHON, "-m", "gunicorn", "--config", ROOT / "training" / "web_server.py", "training.wsgi")

    def start(self) -> None:
        """Start database, web processes and worker."""
        self._start_database()
        self.site.ensure_prepared(self.environment, has_database=True)
        self.web = self._start("web", list(self.gunicorn))
        wait_until_ready(self.web, self.ready_url)
        self.worker = self._start("worker", [PYTHON, "manage.py", "db_worker", "--backend", "slow"])

    @property
    def port(self) -> int:
        """Where the web processes listen."""
        return int(self.environment["BIND"].rpartition(":")[2])

    @property
    def web_processes(self) -> list[int]:
        """The processes that answer; not the one that only watches over them."""
        return [pid for pid in processes.tree(self.web.process.pid) if pid != self.web.process.pid]

    def cpu(self) -> float:
        """The processor time of the web processes so far, in milliseconds."""
        return processes.cpu_seconds(self.web.process.pid) * 1000

    def database_cpu(self) -> float:
        """The same of PostgreSQL."""
        return processes.cpu_seconds(self.database.process.pid) * 1000

    def seconds_to_ready(self) -> float:
        """How long another set of web processes takes until it serves its first page."""
        port = self.port + 1
        began = time.monotonic()
        environment = self.environment | {"BIND": f"127.0.0.1:{port}"}
        other = Child("other web", list(self.gunicorn), env=environment, logs=self.site.logs)
        try:
            wait_until_ready(other, f"http://127.0.0.1:{port}/")
            return time.monotonic() - began
        finally:
            other.ask_to_stop()
            other.process.wait()
