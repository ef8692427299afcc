"""Many finished attempts at one quiz: some hundred that the site's own code took, each in its way, and copies."""

from random import Random

from courses import enrolling
from courses.models import CoursePage
from quizzes import attempting
from quizzes.confidence import Confidence
from quizzes.models import Attempt, QuizPage
from scripts.bench import answers, bank, cloning, histories
from training.people.joining import join
from training.people.models import FrontlineRole, Organisation, User

COURSE = "bench-much-asked"
# So many differ; of more people, more would answer alike. Every tenth saves each answer as she goes.
ORIGINALS = 500
SAVES = 10
# Kept apart from the people of the reports.
TEAMS = 6


def make_quiz() -> QuizPage:
    """A quiz that asks how sure one is of each answer."""
    return bank.make_quiz(COURSE, asks_confidence=True)


def make_originals(quiz: QuizPage) -> list[int]:
    """The people whose attempts are copied, by their numbers."""
    chance = Random(COURSE)
    course = CoursePage.objects.get(slug=COURSE)
    teams = [Organisation.add_root(name=f"Quiz team {n}", kind=Organisation.Kind.TEAM) for n in range(TEAMS)]
    roles = list(FrontlineRole.objects.all())
    people = []
    with histories.in_the_past(30):
        for number in range(ORIGINALS):
            person = User.objects.create_user(f"asked{number}@bench.example", name=f"Asked {number}")
            join(person, teams[number % TEAMS], roles[number % len(roles)])
            _take(enrolling.enrol(person, course), quiz, chance, saves=number % SAVES == 0)
            people.append(person.pk)
    return people


def copy(people: list[int], wanted: int) -> int:
    """Have about so many finished attempts. Returns how many there are."""
    there = Attempt.objects.filter(enrolment__email__startswith="person", quiz_key=_key()).count()
    times = wanted // len(people) - 1 - there // len(people)
    cloning.copy(people, times)
    return Attempt.objects.submitted().filter(quiz_key=_key()).count()


def _key():
    return QuizPage.objects.get(slug="twenty", path__startswith=CoursePage.objects.get(slug=COURSE).path).key


def _take(enrolment, quiz: QuizPage, chance: Random, *, saves: bool) -> None:
    attempt = attempting.start(enrolment, quiz)
    content, knows = attempt.edition.quiz, chance.random()
    given = {one.pk: answers.guess(content.by_key[one.question_key], knows, chance) for one in attempt.responses.all()}
    sure = {pk: chance.choice(Confidence.values) for pk in given}
    if saves:
        for response in attempt.responses.all():
            attempting.save(response, given[response.pk], confidence=sure[response.pk], actor=enrolment.learner)
    attempting.submit(attempt, answers=given, confidences=sure, actor=enrolment.learner)
