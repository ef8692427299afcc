"""A team in every state that a report shows."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses import completing, enrolling, requiring
from courses.models import Enrolment, FollowUp
from tests.cast import join, make_user
from tests.courses.factories import lessons_of, make_course
from tests.once import anew

# Of a booster that they were asked.
DAYS = {"due_on": date(2026, 3, 1), "closes_on": date(2026, 4, 30)}


@pytest.fixture(scope="module")
def team_course_once(made_once):
    """The course that they are asked to take."""
    return make_course("Recognise & respond", lessons=["One"])


@pytest.fixture
def trained_team(team, amara, ben, team_course_once):
    """Five people: not started, in progress, done, overdue and expired. Returns {status: person}."""
    course = anew(team_course_once)
    people = {"not_started": amara}
    for status, name in [
        ("in_progress", "Ivo <Progress>"),
        ("done", 'Dora "Done" O’Neill'),
        ("overdue", "Ola, Overdue"),
        ("expired", "Élodie Expired"),
    ]:
        people[status] = make_user(name, email=f"{status}@northmere.example")
        join(people[status], team)
    requiring.require(course, team, due_on=date(2099, 3, 1), actor=ben)
    periods = {
        status: Enrolment.objects.get(learner=person, course_key=course.key) for status, person in people.items()
    }
    enrolling.start(periods["in_progress"])
    for status in ("done", "expired"):
        completing.record(periods[status], lessons_of(course)[0], how="self")
        FollowUp.objects.create(enrolment=periods[status], kind=1, asked_at=timezone.now(), **DAYS)
    yesterday = timezone.localdate() - timedelta(days=1)
    Enrolment.objects.filter(pk=periods["expired"].pk).update(valid_until=yesterday)
    periods["overdue"].obligations.update(due_on=yesterday)
    return people
