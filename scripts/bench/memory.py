"""What a process holds after every journey, and how soon it serves."""

from scripts.bench import processes
from scripts.bench.figures import Figure, at_most, middle, shown, told
from scripts.bench.site import BenchSite

JOURNEY = "Web process"
LIMIT = 144
MEGABYTE = 1024 * 1024


def measure(site: BenchSite) -> list[Figure]:
    """The most that any web process holds, what the task worker holds, and the time to the first page."""
    held = max(map(processes.resident, site.web_processes)) / MEGABYTE
    worker = max(map(processes.resident, processes.tree(site.worker.process.pid))) / MEGABYTE
    return [
        at_most(JOURNEY, "memory after every journey", held, LIMIT, "MB"),
        told(JOURNEY, "memory of the worker of slow tasks", shown(worker, "MB")),
        at_most(JOURNEY, "ready after", middle(site.seconds_to_ready() for _ in range(3)), 2.5, "s"),
    ]
