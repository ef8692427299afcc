"""Twenty people whom the site's own code takes through twenty-five courses of training, each in a way of her own."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import Page

from courses import completing, enrolling, releasing, requiring
from courses.models import Activity, CataloguePage, Completion, CourseEdition, CoursePage, LessonPage
from courses.outline import outline_of
from quizzes import attempting
from quizzes.models import QuizPage
from training.people.joining import join
from training.people.models import FrontlineRole, Membership, Organisation, User

COUNTY = "Bench county"
LESSONS = 6
PAIRS = 25


def in_the_past(days: float) -> time_machine.travel:
    """Have it be so many days ago, while the block runs. The clock goes on."""
    return time_machine.travel(datetime.now(tz=timezone.get_default_timezone()) - timedelta(days=days))


def make_courses() -> list[CoursePage]:
    """Two short courses without a quiz, released long ago. Beside them stands the demo's, with its quizzes."""
    return [_make_course("A refresher"), _make_course("A second course")]


def _make_course(title: str) -> CoursePage:
    catalogue = CataloguePage.objects.get()
    course = catalogue.add_child(instance=CoursePage(title=title, summary="For measuring with."))
    course.save_revision().publish()
    for number in range(1, LESSONS + 1):
        body = json.dumps([{"type": "text", "value": {"text": f"<p>The words of lesson {number}.</p>"}}])
        course.add_child(instance=LessonPage(title=f"{title}, {number}", body=body)).save_revision().publish()
    releasing.release(course, released_for=CourseEdition.For.NEW_STARTERS)
    return course


def make_teams() -> list[Organisation]:
    """A county of two councils, each of two departments of two teams: the teams."""
    county = Organisation.add_root(name=COUNTY, kind=Organisation.Kind.NETWORK)
    teams = []
    for council in ("North", "South"):
        under = _below(county, f"{council} council", Organisation.Kind.COUNCIL)
        for department in ("Regulation", "Housing"):
            part = _below(under, f"{department} of the {council}", Organisation.Kind.DEPARTMENT)
            teams += [_below(part, f"{department} team {n}, {council}", Organisation.Kind.TEAM) for n in (1, 2)]
    return teams


def _below(parent: Organisation, name: str, kind: str) -> Organisation:
    # A parent that was read before its other children were made would be wrong.
    return Organisation.objects.get(pk=parent.pk).add_child(name=name, kind=kind)


def make_manager() -> User:
    """Who sees the whole county."""
    manager = _make_person("manager", "Maya Manager")
    join(manager, Organisation.objects.get(name=COUNTY), access=Membership.Access.MANAGER)
    return manager


def _make_person(name: str, full_name: str) -> User:
    person = User.objects.create_user(f"{name}@bench.example", name=full_name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def finish(person: User, course: CoursePage, days: float, share: float = 1) -> None:
    """Have a person begin a course so many days ago, and finish this share of it."""
    with in_the_past(days):
        enrolment = enrolling.start(enrolling.enrol(person, course))
    activities = activities_of(course)
    for place, page in enumerate(activities[: round(len(activities) * share)], start=1):
        # A lesson in a quarter of an hour.
        with in_the_past(days - place / 100):
            if isinstance(page, QuizPage):
                _pass(enrolment, page)
            else:
                completing.record(enrolment, page, how=Completion.How.SELF)


def activities_of(course: CoursePage) -> list[Activity]:
    """The activities of a course in order, each as its own type."""
    found = Page.objects.filter(pk__in=[page.pk for page in outline_of(course).activities])
    return list(found.type(Activity).order_by("path").specific())


def _pass(enrolment, quiz: QuizPage) -> None:
    attempt = attempting.start(enrolment, quiz)
    for response in attempt.responses.all():
        question = attempt.edition.quiz.by_key[response.question_key]
        attempting.save(response, question.right_answer(), actor=enrolment.learner)
    attempting.submit(attempt, actor=enrolment.learner)


def make_people(core: CoursePage, refresher: CoursePage, second: CoursePage) -> list[int]:
    """Everybody and what she did. Returns the people's numbers."""
    teams = make_teams()
    manager = make_manager()
    roles = list(FrontlineRole.objects.all())
    people = []
    for number in range(20):
        person = _make_person(f"original{number}", f"Original {number}")
        with in_the_past(1000 - number * 7):
            join(person, teams[number % len(teams)], roles[number % len(roles)])
        people.append(person)
    _ask(refresher, people[:3], manager, in_days=30)
    _ask(refresher, people[3:5], manager, in_days=-10)
    stories: list[Callable[[], None]] = [
        *(lambda n=n: finish(people[n], refresher, 40 + n * 5, (n - 4) / LESSONS) for n in range(5, 9)),
        *(lambda n=n: finish(people[n], refresher, 20 + n * 20) for n in range(9, 16)),
        *(lambda n=n: finish(people[n], refresher, 740 + n * 5) for n in range(16, 20)),
        *(lambda n=n: finish(people[n], refresher, 60 + n) for n in range(18, 20)),
        *(lambda n=n: finish(people[n], second, 100 + n * 9) for n in range(9, 12)),
        lambda: finish(people[9], core, 120),
        lambda: finish(people[5], core, 15, 0.5),
    ]
    for story in stories:
        story()
    return [person.pk for person in people]


def _ask(course: CoursePage, people: list[User], manager: User, in_days: int) -> None:
    with in_the_past(45):
        due_on = timezone.localdate() + timedelta(days=45 + in_days)
        county = Organisation.objects.get(name=COUNTY)
        requiring.require(course, county, due_on=due_on, actor=manager, learners=people)
