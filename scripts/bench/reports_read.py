"""The completion report: on the screen and as files, at three sizes, beside a bare query of the same columns."""

import http.client
import time

from scripts.bench import processes, visitors
from scripts.bench.figures import Figure, at_most, middle, shown, told
from scripts.bench.site import BenchSite
from training.people.models import User

CSV, XLSX, SCREEN = "Completion report as CSV", "Completion report as XLSX", "Completion report on the screen"
PATHS = {"csv": "/reports/completion/csv/", "xlsx": "/reports/completion/xlsx/", "screen": "/reports/completion/"}
MEGABYTE = 1024 * 1024


class Reports:
    """The report as one manager of the whole county reads it."""

    def __init__(self, site: BenchSite):
        self.site = site
        manager = User.objects.get(email="manager@bench.example")
        self.cookie = visitors.cookie(manager)
        self.bare = visitors.cookie(manager, visitors.BARE)
        self.seen: dict[int, dict] = {}

    def look(self, size: int, *, with_xlsx: bool = False) -> None:
        """Read the report while the database holds so many rows, everything three times in turn."""
        names = ["screen", "csv", "floor", *(["xlsx"] if with_xlsx else [])]
        runs = {name: [] for name in names}
        self._get("screen")
        for _ in range(2 if with_xlsx else 3):
            for name in names:
                runs[name].append(self._get(name))
        runs["screen"] += [self._get("screen") for _ in range(3)]
        client = visitors.client(self.cookie)
        asked = {
            name: visitors.queries(lambda name=name: visitors.whole(client.get(PATHS[name])))
            for name in ("screen", "csv")
        }
        self.seen[size] = {"runs": runs, "queries": asked}

    def _get(self, name: str) -> dict[str, float]:
        for pid in self.site.web_processes:
            processes.forget_peak(pid)
        before = max(map(processes.resident, self.site.web_processes))
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=300)
        began = time.perf_counter()
        path, cookie = ("/floor/csv/", self.bare) if name == "floor" else (PATHS[name], self.cookie)
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        first = response.read(1)
        first_at = time.perf_counter() - began
        lines = first.count(b"\n")
        while piece := response.read(MEGABYTE):
            lines += piece.count(b"\n")
        took = time.perf_counter() - began
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{path}: status {response.status}")
        peak = max(map(processes.peak, self.site.web_processes))
        return {"took": took, "first": first_at, "lines": lines, "grew": (peak - before) / MEGABYTE}

    def middle_of(self, size: int, name: str, what: str = "took") -> float:
        """The median of what was seen at a size."""
        return middle(run[what] for run in self.seen[size]["runs"][name])

    def ratio(self, size: int, name: str, other: str) -> float:
        """How many times as long one takes as another, turn by turn."""
        runs = self.seen[size]["runs"]
        return middle(a["took"] / b["took"] for a, b in zip(runs[name], runs[other], strict=False))

    def figures(self) -> list[Figure]:
        """All of it beside its goals."""
        small, _, big = sizes = sorted(self.seen)
        for size in sizes:
            rows = self.middle_of(size, "csv", "lines") - 1
            if not size <= rows < size * 1.01:
                raise RuntimeError(f"The CSV of {size} holds {rows} rows")
        csv = [figure for size in sizes for figure in self._csv(size, has_goal=size > small)]
        screens = [figure for size in sizes for figure in self._screen(size)]
        growth = self.middle_of(big, "screen") / self.middle_of(small, "screen")
        memory = [self.middle_of(big, name, "grew") for name in ("csv", "xlsx")]
        return [
            *csv,
            # Flat: what a process takes for a hundred times the rows is a few pieces of the file.
            at_most(CSV, f"memory that {big:,} rows add to a process", memory[0], 16, "MB"),
            at_most(XLSX, f"{big:,} rows, of the same CSV", self.ratio(big, "xlsx", "csv"), 3, "x"),
            told(XLSX, f"{big:,} rows", shown(self.middle_of(big, "xlsx"), "s")),
            told(XLSX, "memory it adds to a process", shown(memory[1], "MB")),
            *screens,
            at_most(SCREEN, f"time at {big:,}, of that at {small:,}", growth, 3, "x"),
        ]

    def _csv(self, size: int, *, has_goal: bool) -> list[Figure]:
        took, bare = (shown(self.middle_of(size, name), "s") for name in ("csv", "floor"))
        figures = [
            at_most(CSV, f"{size:,} rows: queries", self.seen[size]["queries"]["csv"], 6),
            at_most(CSV, f"{size:,} rows: first byte", self.middle_of(size, "csv", "first"), 0.2, "s"),
            told(CSV, f"{size:,} rows: the whole", took, bare),
        ]
        if has_goal:
            times = self.ratio(size, "csv", "floor")
            figures.append(at_most(CSV, f"{size:,} rows: of a bare values_list", times, 2, "x"))
        return figures

    def _screen(self, size: int) -> list[Figure]:
        return [
            at_most(SCREEN, f"{size:,} enrolments: queries", self.seen[size]["queries"]["screen"], 12),
            told(SCREEN, f"{size:,} enrolments: time", shown(self.middle_of(size, "screen") * 1000, "ms")),
        ]
