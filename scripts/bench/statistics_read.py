"""What a trainer waits for who reads what the answers to a much asked quiz say, at two sizes."""

import http.client
import time

from scripts.bench import attempts, visitors
from scripts.bench.figures import Figure, at_most, middle, shown, told
from scripts.bench.site import BenchSite
from scripts.bootstrap.running import say
from training.people.models import User

JOURNEY = "Statistics of a quiz"
# Of the whole request: nothing is worked out before it or after it, and nothing is kept from one to the next.
GOALS = {10_000: 3, 100_000: 20}
ROUNDS = 3


def measure(site: BenchSite, trainer: User) -> list[Figure]:
    """Seed to each size and read the page there; how long seeding took comes last."""
    began = time.monotonic()
    quiz = attempts.make_quiz()
    people = attempts.make_originals(quiz)
    seconds, figures = time.monotonic() - began, []
    for size, goal in GOALS.items():
        began = time.monotonic()
        count = attempts.copy(people, size)
        seconds += time.monotonic() - began
        if count != size:
            raise RuntimeError(f"{count} attempts instead of {size}")
        say(f"{size:,} finished attempts after {seconds:.0f} s of seeding")
        figures += _read(site, f"/quizzes/{quiz.pk}/statistics/", visitors.cookie(trainer), size, goal)
    return [*figures, told("Seeding", f"{size:,} finished attempts from none", shown(seconds, "s"))]


def _read(site: BenchSite, path: str, cookie: str, size: int, goal: float) -> list[Figure]:
    seconds = middle(_seconds(site, path, cookie, f"{size:,}") for _ in range(ROUNDS))
    client = visitors.client(cookie)
    queries = visitors.queries(lambda: visitors.whole(client.get(path)))
    return [
        told(JOURNEY, f"{size:,} attempts: queries", shown(queries)),
        at_most(JOURNEY, f"{size:,} attempts", seconds, goal, "s"),
    ]


def _seconds(site: BenchSite, path: str, cookie: str, counted: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300)
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    response = connection.getresponse()
    page = response.read().decode()
    took = time.perf_counter() - began
    connection.close()
    if response.status != 200 or (counted not in page and counted.replace(",", "") not in page):
        raise RuntimeError(f"{path}: status {response.status}, without the count of {counted}")
    return took
