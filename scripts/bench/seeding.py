"""Seeding as a step of the run: to each size in turn, with a look at the reports there."""

import time

from scripts.bench.figures import Figure, at_most
from scripts.bench.reports_read import Reports
from scripts.bench.seed import seed
from scripts.bench.site import BenchSite
from scripts.bootstrap.running import say

JOURNEY = "Seeding"


def seed_and_look(site: BenchSite, sizes: tuple[int, ...]) -> tuple[Reports, list[Figure]]:
    """Seed to each size and read the report there. Returns what was read, and how long seeding took."""
    reports, seconds = None, 0.0
    for size in sizes:
        began = time.monotonic()
        seed(size)
        seconds += time.monotonic() - began
        say(f"{size:,} enrolments after {seconds:.0f} s of seeding")
        reports = reports or Reports(site)
        reports.look(size, with_xlsx=size == sizes[-1])
    return reports, [at_most(JOURNEY, f"{sizes[-1]:,} enrolments from none", seconds, 60, "s")]
