"""What a process holds after every journey, and how soon it serves."""

from pathlib import Path

from scripts.bench import processes
from scripts.bench.figures import Figure, at_most, middle, shown, told
from scripts.bench.site import BenchSite

JOURNEY = "Web process"
LIMIT = 144
MEGABYTE = 1024 * 1024


def held(site: BenchSite) -> float:
    """The most megabytes that any web process holds now, what it has in common with others included."""
    return max(map(processes.resident, site.web_processes)) / MEGABYTE


def measure(site: BenchSite, before: float) -> list[Figure]:
    """The most that any web process holds, what the task worker holds, and the time to the first page.

    `before` is what one held before a trainer's rarest and heaviest acts.
    """
    own = max(map(_share, site.web_processes)) / MEGABYTE
    worker = max(map(processes.resident, processes.tree(site.worker.process.pid))) / MEGABYTE
    return [
        at_most(JOURNEY, "memory after every journey", held(site), LIMIT, "MB"),
        told(JOURNEY, "memory before statistics of 100,000 attempts and the import", shown(before, "MB")),
        told(JOURNEY, "of that its own, and its share of what the processes have in common", shown(own, "MB")),
        told(JOURNEY, "memory of the worker of slow tasks", shown(worker, "MB")),
        at_most(JOURNEY, "ready after", middle(site.seconds_to_ready() for _ in range(3)), 2.5, "s"),
    ]


def _share(pid: int) -> int:
    """The bytes that a process adds to what the machine holds: shared pages are divided among their holders."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"Pss of {pid}")
