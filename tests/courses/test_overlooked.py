"""What the ticker makes good however long ago it was missed, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from courses import completing, enrolling, overlooked, ticking
from courses.models import Completion, Enrolment
from tests.cast import join, make_user
from tests.courses.factories import lessons_of, make_course

MONTHS = timedelta(days=90)


@pytest.fixture
def course(db):
    return make_course(lessons=["One", "Two", "Three"])


@pytest.fixture
def gone(amara, course, time_machine):
    """Amara's period, of which the one lesson left was unpublished three months before anybody looked."""
    enrolment = enrolling.enrol(amara, course)
    one, two, three = lessons_of(course)
    for lesson in (one, three):
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    two.unpublish()
    enrolment.unpublished_at = timezone.now()
    time_machine.move_to(timezone.now() + MONTHS)
    return enrolment


def test_a_course_that_lacks_nothing_since_months_is_completed_dated_then(gone):
    ticking.tick(timezone.now())
    period = Enrolment.objects.get(pk=gone.pk)
    assert abs(period.completed_at - gone.unpublished_at) < timedelta(minutes=1)
    assert list(overlooked.finished()) == []


def test_where_everything_is_published_nobody_is_looked_at(amara, course, django_assert_max_num_queries):
    completing.record(enrolling.enrol(amara, course), lessons_of(course)[0], how=Completion.How.SELF)
    with django_assert_max_num_queries(2):
        assert list(overlooked.finished()) == []


def test_more_people_in_progress_cost_no_more_queries(gone, course, team, check_growth):
    def grow():
        for number in range(4):
            person = make_user(f"Person{number} Example")
            join(person, team)
            completing.record(enrolling.enrol(person, course), lessons_of(course)[0], how=Completion.How.SELF)

    check_growth(lambda: list(overlooked.finished()), grow)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of a few rows without an index")
def test_those_in_progress_are_found_by_their_index(db):
    in_progress = Enrolment.objects.filter(completed_at=None, ended_at=None, edition__in=[1])
    assert "courses_enrolment_in_progress" in in_progress.explain()
