"""What the ticker makes good however long ago it was missed, and what it costs."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses import completing, enrolling, foreseeing, overlooked, releasing, ticking
from courses.models import Completion, CourseEdition, Enrolment
from tests.cast import join, make_user
from tests.courses.factories import add_lesson, lessons_of, make_course, release

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

    check_growth(lambda: list(overlooked.finished()), grow, is_seen=False)


def behind(person, course):
    """Somebody who has done all but "Three", on the edition without it."""
    enrolment = enrolling.enrol(person, course)
    for lesson in lessons_of(course)[:2]:
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    return enrolment


@pytest.fixture
def unfinished(amara, ben, time_machine):
    """A release for everyone three months ago, of which the worker did nothing. Amara is trained, Ben in progress."""
    course = make_course(lessons=["One", "Two"])
    behind(amara, course)
    completing.record(enrolling.enrol(ben, course), lessons_of(course)[0], how=Completion.How.SELF)
    add_lesson(course, "Three")
    release(course, CourseEdition.For.EVERYONE)
    time_machine.move_to(timezone.now() + MONTHS)
    return course


def test_a_release_that_was_never_finished_is_finished_months_later(unfinished, amara, ben):
    ticking.tick(timezone.now())
    assert ben.enrolments.get().edition.number == 2
    assert amara.enrolments.get(source="update").edition.number == 2


def test_an_old_release_is_looked_at_once_a_day(unfinished, amara, team, time_machine):
    ticking.tick(timezone.now())
    Enrolment.objects.filter(learner=amara, number=2).update(ended_at=timezone.now(), end_reason="withdrawn")
    ticking.tick(timezone.now())
    assert amara.enrolments.count() == 2
    cache.clear()  # as a day later
    ticking.tick(timezone.now())
    assert amara.enrolments.count() == 3


def test_whoever_lacks_nothing_costs_no_query_of_her_own(unfinished, team, check_growth):
    edition = releasing.newest_for_everyone(unfinished.key)
    releasing.reach(edition, foreseeing.unreached(edition))
    lessons_of(unfinished)[2].unpublish()

    def grow(numbers=(1, 2, 3, 4)):
        for number in numbers:
            person = make_user(f"Person{number} Example")
            join(person, team)
            period = enrolling.open_period(person, edition, source=Enrolment.Source.SELF)
            Enrolment.objects.filter(pk=period.pk).update(edition=first)
            for lesson in lessons_of(unfinished)[:2]:
                completing.record(period, lesson, how=Completion.How.SELF)

    first = CourseEdition.objects.get(course_key=unfinished.key, number=1)
    grow([0])
    check_growth(lambda: releasing.reach(edition, foreseeing.unreached(edition)), grow)
    assert Enrolment.objects.filter(edition=first, completed_at__isnull=False).count() >= 5


# PostgreSQL reads a table of a few rows without an index.
@pytest.mark.once
def test_those_in_progress_are_found_by_their_index(db):
    in_progress = Enrolment.objects.filter(completed_at=None, ended_at=None, edition__in=[1])
    assert "courses_enrolment_in_progress" in in_progress.explain()
