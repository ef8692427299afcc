"""The lesson page beside its floor: how many a second, how long, and at what cost."""

from urllib.parse import urlsplit

from courses.models import CoursePage, LessonPage
from scripts.bench import load, visitors
from scripts.bench.figures import Figure, at_least, at_most, middle, shown, told
from scripts.bench.site import BenchSite
from training.people.models import User

JOURNEY = "Lesson page"
CLIENTS = (1, 8, 32)
ROUNDS = 3
SECONDS = 3


class Pages:
    """The two pages that are compared, and who asks for them."""

    def __init__(self, site: BenchSite, people: list[User]):
        self.site = site
        course = CoursePage.objects.get(slug="core-recognise-respond")
        # A lesson of middling length, with a picture or a contact in it.
        lessons = LessonPage.objects.descendant_of(course).live().order_by("path")
        self.lesson = sorted(lessons, key=lambda page: len(str(page.body)))[len(lessons) // 2]
        self.cookies = {
            "lesson": [visitors.cookie(person) for person in people],
            "floor": [visitors.cookie(person, visitors.BARE) for person in people],
        }
        self.paths = {"lesson": urlsplit(self.lesson.url).path, "floor": f"/floor/{self.lesson.pk}/?size=0"}
        size = self._size("lesson")
        self.paths["floor"] = f"/floor/{self.lesson.pk}/?size={size - self._size('floor')}"
        self.size = self._size("floor")

    def ask(self, name: str, clients: int, seconds: float = SECONDS) -> dict[str, float]:
        """Have so many clients ask for a page: pages a second, milliseconds each, processor time each."""
        before, database = self.site.cpu(), self.site.database_cpu()
        requests = [load.get(self.paths[name], self.site.port, cookie) for cookie in self.cookies[name][:clients]]
        outcome = load.run(self.site.port, [load.again_and_again(request) for request in requests], seconds)
        return {
            "rate": outcome.per_second,
            "p50": outcome.within(0.5),
            "p95": outcome.within(0.95),
            "cpu": (self.site.cpu() - before) / outcome.count,
            "database": (self.site.database_cpu() - database) / outcome.count,
            "own": outcome.own_cpu / outcome.count * 1000,
        }

    def queries(self, name: str) -> int:
        """How many questions a page asks."""
        client = visitors.client(self.cookies[name][0])
        return visitors.queries(lambda: visitors.whole(client.get(self.paths[name])))

    def _size(self, name: str) -> int:
        return len(visitors.whole(visitors.client(self.cookies[name][0]).get(self.paths[name])))


def measure(pages: Pages) -> list[Figure]:
    """Floor and lesson in turn, so that both meet the machine in the same mood; medians of the rounds."""
    for name in ("floor", "lesson"):
        pages.ask(name, 8, 1)
    runs = {(clients, name): [] for clients in CLIENTS for name in ("floor", "lesson")}
    for _ in range(ROUNDS):
        for (clients, name), seen in runs.items():
            seen.append(pages.ask(name, clients))
    figures = [at_most(JOURNEY, "queries", pages.queries("lesson"), 8, floor=str(pages.queries("floor")))]
    for clients in CLIENTS:
        figures += _compared(clients, runs[clients, "lesson"], runs[clients, "floor"])
    own = middle(run["own"] for run in runs[8, "lesson"]) / middle(run["cpu"] for run in runs[8, "lesson"])
    figures.append(told(JOURNEY, "the load generator's own processor time", f"{own:.0%} of the page's"))
    return figures


def _compared(clients: int, lesson: list[dict], floor: list[dict]) -> list[Figure]:
    def ratio(key):
        return middle(a[key] / b[key] for a, b in zip(lesson, floor, strict=True))

    def both(key, unit):
        return tuple(shown(middle(run[key] for run in runs), unit) for runs in (lesson, floor))

    who = "1 client" if clients == 1 else f"{clients} clients"
    figures = [told(JOURNEY, f"{who}: {name}", *both(key, unit)) for key, name, unit in DETAILS]
    if clients == 1:
        return [*figures, at_most(JOURNEY, f"{who}: p50, of the floor's", ratio("p50"), 2, "x")]
    return [
        *figures,
        at_least(JOURNEY, f"{who}: pages a second, of the floor's", ratio("rate"), 0.55, "x"),
        at_most(JOURNEY, f"{who}: processor time, of the floor's", ratio("cpu"), 1.8, "x"),
    ]


DETAILS = (
    ("rate", "pages a second", ""),
    ("p50", "p50", "ms"),
    ("p95", "p95", "ms"),
    ("cpu", "processor time of the web processes each", "ms"),
    ("database", "processor time of PostgreSQL each", "ms"),
)
