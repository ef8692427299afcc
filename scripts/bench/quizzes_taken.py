"""A quiz of twenty questions from the start to the result, and one answer saved on the way."""

import re
from collections.abc import Callable
from uuid import uuid4

from courses import enrolling, releasing
from courses.models import CataloguePage, CourseEdition, CoursePage, LessonPage
from quizzes import attempting
from quizzes.models import QuizItem, QuizPage, Topic
from quizzes.questions.multiple_choice import MultipleChoice
from scripts.bench import cloning, load, visitors
from scripts.bench.figures import Figure, at_least, at_most, middle, shown, told
from scripts.bench.lessons import Pages
from scripts.bench.site import BenchSite
from training.people.models import User

JOURNEY = "Quiz of 20 questions"
SAVING = "Save one answer"
QUESTIONS = 20
LEARNERS = 700
SECONDS = 5
REQUESTS = 4
FIELD = re.compile(rb'name="(question-\d+)-seen"')
CHOICE = re.compile(rb'name="(question-\d+-answer)"\s+value="([^"]+)"')
SAVE = re.compile(rb'data-save-url="([^"]+)"')
ATTEMPT = re.compile(rb"Location: (/attempts/\d+/)", re.IGNORECASE)


class Quiz:
    """The quiz, its learners, and the answers that are right."""

    def __init__(self, site: BenchSite):
        self.site = site
        self.page = _make_quiz()
        learner = User.objects.create_user("original-quiz@bench.example", name="Quentin Quiz")
        enrolling.start(enrolling.enrol(learner, CoursePage.objects.get(slug=COURSE)))
        cloning.copy([learner.pk], LEARNERS)
        learners = User.objects.filter(enrolments__course_key=CoursePage.objects.get(slug=COURSE).key).order_by("pk")
        self.cookies = [visitors.cookie(person) for person in learners]
        self.left = iter(self.cookies)
        questions = attempting.editions.current(self.page).quiz.by_key.values()
        self.right = {option for question in questions for option in question.right_answer()["chosen"]}

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
        questions = yield load.get(attempt, port, cookie)
        answer = yield load.post(f"{attempt}submit/", port, cookie, self.answers(questions))
        result = yield load.get(re.search(rb"Location: (\S+)", answer)[1].decode(), port, cookie)
        if b"You passed" not in result:
            raise RuntimeError("The quiz was not passed")

    def answers(self, questions: bytes) -> dict:
        """The form as somebody fills it in who knows everything."""
        fields = {"then": "finish"}
        for name, value in CHOICE.findall(questions):
            if value.decode() in self.right:
                fields.setdefault(name.decode(), []).append(value.decode())
        for name in FIELD.findall(questions):
            fields[f"{name.decode()}-seen"] = "0"
        return fields

    def saves(self, cookie: str) -> load.Talk:
        """One learner saves an answer again and again, now this one and now that."""
        answer = yield load.post(f"/quizzes/{self.page.pk}/start/", self.site.port, cookie, {})
        questions = yield load.get(ATTEMPT.search(answer)[1].decode(), self.site.port, cookie)
        name, value = CHOICE.search(questions).groups()
        other = re.search(rb'name="%s"\s+value="(?!%s)([^"]+)"' % (name, value), questions)[1]
        address = SAVE.search(questions)[1].decode()
        while True:
            value, other = other, value
            fields = {name.decode(): value.decode(), "idempotency_key": str(uuid4())}
            yield load.post(address, self.site.port, cookie, fields)


COURSE = "bench-quiz-course"


def _make_quiz() -> QuizPage:
    course = CataloguePage.objects.get().add_child(
        instance=CoursePage(title="A course with a quiz", slug=COURSE, summary="For measuring with.")
    )
    course.save_revision().publish()
    course.add_child(instance=LessonPage(title="A lesson", body="[]")).save_revision().publish()
    topic = Topic.objects.create(name="What is measured")
    quiz = QuizPage(title="Twenty questions", slug="twenty")
    quiz.items = [QuizItem(question=_make_question(topic, number)) for number in range(1, QUESTIONS + 1)]
    course.add_child(instance=quiz)
    quiz.save_revision().publish()
    releasing.release(CoursePage.objects.get(pk=course.pk), released_for=CourseEdition.For.NEW_STARTERS)
    return QuizPage.objects.get(pk=quiz.pk)


def _make_question(topic: Topic, number: int) -> MultipleChoice:
    words = [("What one sees", True), ("What one hears", True), ("What one hopes", False), ("What one fears", False)]
    options = [
        ("option", {"text": f"{text} on visit {number}", "is_correct": right, "feedback": "That is why."})
        for text, right in words
    ]
    question = MultipleChoice(topic=topic, stem=f"<p>What counts on visit {number}?</p>", options=options)
    question.save()
    question.save_revision().publish()
    return question


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
        at_most(SAVING, "queries", visitors.queries(_one_save(quiz, cookies[1])), 6),
        told(SAVING, "1 client: p50", shown(middle(took), "ms")),
        at_most(SAVING, "1 client: p50, of the floor's", middle(ratios), 2, "x"),
    ]


def _one_save(quiz: Quiz, cookie: str) -> Callable[[], None]:
    client = visitors.client(cookie)
    begun = client.post(f"/quizzes/{quiz.page.pk}/start/")
    questions = client.get(begun.url).content
    name, value = CHOICE.search(questions).groups()
    address = SAVE.search(questions)[1].decode()

    def save():
        fields = {name.decode(): value.decode(), "idempotency_key": str(uuid4())}
        visitors.whole(client.post(address, fields))

    return save
