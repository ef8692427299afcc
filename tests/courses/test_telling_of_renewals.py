"""The message that asks somebody to renew: one for a period and its date."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import requiring, ticking
from courses.models import Obligation
from tests.courses.learning import finish
from training.notices.models import Notice
from training.people import joining


def at(day):
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def last_day(amara, ben, team, course):
    """The last day of training that met what the team requires, which asks again 90 days before."""
    with at(date(2027, 1, 1)):
        requiring.require(course, team, due_on=date(2027, 4, 1), actor=ben)
        return finish(amara, course).valid_until


def asked():
    return Obligation.objects.filter(ended_at=None)


def told():
    return Notice.objects.filter(kind="renewal")


def test_a_requirement_that_asks_later_for_the_same_renewal_sends_no_second_message(
    last_day, amara, ben, regulation, course
):
    with at(date(2027, 3, 20)):
        requiring.require(course, regulation, due_on=date(2027, 4, 1), actor=ben, learners=[amara], renewal_days=30)
    for days_before, requirements in [(90, 1), (30, 2)]:
        with at(last_day - timedelta(days=days_before)):
            ticking.tick(timezone.now())
        assert asked().count() == requirements
    assert told().get().due_on == last_day - timedelta(days=90)


def test_whoever_comes_back_to_a_renewal_with_another_date_is_told_of_that(
    last_day, amara, team, django_capture_on_commit_callbacks
):
    with at(last_day - timedelta(days=90)):
        ticking.tick(timezone.now())
    with at(last_day - timedelta(days=60)), django_capture_on_commit_callbacks(execute=True):
        joining.leave(amara.memberships.get())
    back_on = last_day + timedelta(days=100)
    with at(back_on), django_capture_on_commit_callbacks(execute=True):
        joining.join(amara, team)
    assert asked().get().due_on == back_on + timedelta(days=30)
    assert told().count() == 2
