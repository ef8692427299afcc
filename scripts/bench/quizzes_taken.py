"""A quiz of twenty questions from the start to the result, and one answer saved on the way."""

import re
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from uuid import uuid4

from courses import enrolling
from courses.models import CoursePage
from quizzes import editions
from scripts.bench import answers, bank, cloning, load, visitors
from scripts.bench.figures import Figure, at_least, at_most, middle, shown, told
from scripts.bench.lessons import Pages
from scripts.bench.site import BenchSite
from training.people.models import User

JOURNEY = "Quiz of 20 questions, of all types"
SAVING = "Save one answer, of each type in turn"
COURSE = "bench-quiz-course"
LEARNERS = 700
SECONDS = 5
REQUESTS = 4
SAVE = re.compile(rb'data-save-url="([^"]+)"')
ATTEMPT = re.compile(rb"Location: (/attempts/\d+/)", re.IGNORECASE)


class Quiz:
    """The quiz, its learners, and the answers that are right."""

    def __init__(self, site: BenchSite):
        self.site = site
        self.page = bank.make_quiz(COURSE)
        learner = User.objects.create_user("original-quiz@bench.example", name="Quentin Quiz")
        enrolling.start(enrolling.enrol(learner, CoursePage.objects.get(slug=COURSE)))
        cloning.copy([learner.pk], LEARNERS)
        learners = User.objects.filter(enrolments__course_key=CoursePage.objects.get(slug=COURSE).key).order_by("pk")
        self.cookies = [visitors.cookie(person) for person in learners]
        self.left = iter(self.cookies)
        self.right = answers.all_right(editions.current(self.page).quiz)

    def journeys(self, done: list) -> load.Talk:
        """One learner after another takes the quiz and passes; `done` grows by each."""
        for cookie in self.left:
            yield from self.journey(cookie)
            done.append(cookie)

    def journey(self, cookie: str) -> load.Talk:
        """One learner's four requests: start, the questions, send, the result."""
        port = self.site.port
        answer = yield load.post(f"/quizzes/{self.page.pk}/start/", port, cookie, {})
        attempt = ATTEMPT.search(answer)[1].decode()
        yield load.get(attempt, port, cookie)
        answer = yield load.post(f"{attempt}submit/", port, cookie, self.form())
        result = yield load.get(re.search(rb"Location: (\S+)", answer)[1].decode(), port, cookie)
        if b"You passed" not in result:
            raise RuntimeError("The quiz was not passed")

    def form(self) -> dict:
        """The form as somebody fills it in who knows everything."""
        seen = {f"question-{number}-seen": "0" for number, _ in enumerate(self.right, start=1)}
        return {"then": "finish", **seen, **{name: values for given in self.right for name, values in given.items()}}

    def saves(self, cookie: str) -> load.Talk:
        """One learner saves the answer to one question after another, for ever."""
        answer = yield load.post(f"/quizzes/{self.page.pk}/start/", self.site.port, cookie, {})
        questions = yield load.get(ATTEMPT.search(answer)[1].decode(), self.site.port, cookie)
        for address, fields in self.savings(questions):
            yield load.post(address, self.site.port, cookie, fields())

    def savings(self, questions: bytes) -> Iterator[tuple[str, Callable[[], dict]]]:
        """(where to, what) of each answer in turn, for ever. Each time it is a new answer, by its key."""
        places = zip([address.decode() for address in SAVE.findall(questions)], self.right, strict=True)
        for address, given in cycle(places):
            yield address, lambda given=given: {**given, "idempotency_key": str(uuid4())}


def measure(quiz: Quiz, pages: Pages) -> list[Figure]:
    """Floor and quiz in turn."""
    runs = {clients: _taken(quiz, clients) for clients in (1, 8, 32)}
    floor = middle(pages.ask("floor", 8, 2)["cpu"] for _ in range(3))
    cost = middle(run["cpu"] for run in runs.values()) / floor
    kept = runs[32]["rate"] / runs[8]["rate"]
    return [
        at_most(JOURNEY, "requests, start to result", REQUESTS, 5),
        told(JOURNEY, "1 client: p50 of the whole, without reading", shown(runs[1]["seconds"] * 1000, "ms")),
        *(told(JOURNEY, f"{n} clients: attempts a second", shown(runs[n]["rate"])) for n in (8, 32)),
        told(JOURNEY, "processor time of an attempt", shown(runs[8]["cpu"], "ms"), shown(floor, "ms")),
        at_most(JOURNEY, "processor time, in pages of the floor", cost, 9, "pages"),
        # A twentieth is within what two runs of the same differ by.
        at_least(JOURNEY, "attempts a second with 32 clients, of those with 8", kept, 0.95, "x"),
        *_saving(quiz, pages),
    ]


def _taken(quiz: Quiz, clients: int) -> dict[str, float]:
    done: list = []
    before = quiz.site.cpu()
    outcome = load.run(quiz.site.port, [quiz.journeys(done) for _ in range(clients)], SECONDS)
    # Those under way at the end count by the requests they came to.
    journeys = outcome.count / REQUESTS
    return {
        "rate": journeys / outcome.seconds,
        "cpu": (quiz.site.cpu() - before) / journeys,
        "seconds": outcome.seconds * clients / journeys,
    }


def _saving(quiz: Quiz, pages: Pages) -> list[Figure]:
    cookies = [next(quiz.left) for _ in range(2)]
    ratios, took = [], []
    for _ in range(3):
        floor = pages.ask("floor", 1, 2)["p50"]
        outcome = load.run(quiz.site.port, [quiz.saves(cookies[0])], 2)
        took.append(outcome.within(0.5))
        ratios.append(took[-1] / floor)
    return [
        at_most(SAVING, "queries, at most", _most_queries(quiz, cookies[1]), 6),
        told(SAVING, "1 client: p50", shown(middle(took), "ms")),
        at_most(SAVING, "1 client: p50, of the floor's", middle(ratios), 2, "x"),
    ]


def _most_queries(quiz: Quiz, cookie: str) -> int:
    client = visitors.client(cookie)
    begun = client.post(f"/quizzes/{quiz.page.pk}/start/")
    savings = islice(quiz.savings(client.get(begun.url).content), len(quiz.right))
    return max(
        visitors.queries(lambda address=address, fields=fields: visitors.whole(client.post(address, fields())))
        for address, fields in savings
    )
