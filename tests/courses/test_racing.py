"""Eight at once, in threads with real commits: one period, one completion of a course, one of everything asked."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from courses import completing, enrolling, releasing, requiring
from courses.drafting import as_seen, draft
from courses.models import Completion, CourseEdition, Enrolment, EnrolmentEvent, Obligation, Requirement
from tests.cast import join, make_user
from tests.courses.factories import add_lesson, lessons_of, make_course
from tests.racing import race
from training.notices.models import Notice
from training.people import erasing
from training.people.models import Organisation

AT_ONCE = 8


@pytest.fixture
def world(real_database):
    """A course of two lessons, a team, its manager and Amara."""
    team = Organisation.add_root(name="Trading standards", kind="team")
    amara, ben = make_user("Amara Okafor"), make_user("Ben Hughes")
    join(amara, team)
    join(ben, team, role=None, access="manager")
    return make_course(), team, amara, ben


@pytest.mark.promise(4)
def test_eight_enrolments_make_one_period(world):
    course, _team, amara, _ben = world
    outcomes = race(*[lambda: enrolling.enrol(amara, course)] * AT_ONCE)
    assert {outcome.pk for outcome in outcomes} == {Enrolment.objects.get().pk}
    assert EnrolmentEvent.objects.filter(kind="enrolled").count() == 1


@pytest.mark.promise(4)
def test_eight_last_lessons_complete_a_course_once(world):
    course, _team, amara, _ben = world
    enrolment = enrolling.enrol(amara, course)
    one, two = lessons_of(course)
    completing.record(enrolment, one, how="self")
    outcomes = race(*[lambda: completing.record(enrolment, two, how="self")] * AT_ONCE)
    assert {outcome.pk for outcome in outcomes} == {Completion.objects.get(activity_key=two.key).pk}
    assert EnrolmentEvent.objects.filter(kind="completed").count() == 1


def test_two_different_lessons_at_once_complete_the_course(world):
    course, _team, amara, _ben = world
    enrolment = enrolling.enrol(amara, course)
    race(*[lambda lesson=lesson: completing.record(enrolment, lesson, how="self") for lesson in lessons_of(course)])
    enrolment.refresh_from_db()
    assert enrolment.completed_at


def test_eight_assignments_ask_once(world):
    course, team, _amara, ben = world
    due = timezone.localdate() + timedelta(days=30)
    outcomes = race(*[lambda: requiring.require(course, team, due_on=due, actor=ben)] * AT_ONCE)
    assert {outcome.pk for outcome in outcomes} == {Requirement.objects.get().pk}
    assert Obligation.objects.count() == Enrolment.objects.count() == Notice.objects.count() == 2
    assert EnrolmentEvent.objects.filter(kind="due").count() == 2


def test_letting_go_twice_at_once_is_noted_once(world):
    course, team, _amara, ben = world
    due = timezone.localdate() + timedelta(days=30)
    requirement = requiring.require(course, team, due_on=due, actor=ben)
    race(*[lambda: requiring.end(requirement, actor=ben)] * AT_ONCE)
    assert EnrolmentEvent.objects.filter(kind="due", data__reason="cancelled").count() == 2


def test_two_trainers_who_release_at_once_make_one_edition(world):
    course, _team, _amara, ben = world
    add_lesson(course, "Three")
    seen = as_seen(draft(course))
    for_all = lambda: releasing.release(course, released_for="everyone", actor=ben, seen=seen)  # noqa: E731
    for_some = lambda: releasing.release(course, released_for="new_starters", actor=ben, seen=seen)  # noqa: E731
    outcomes = race(*[for_all, for_some] * 4)
    second = CourseEdition.objects.get(number=2)
    assert CourseEdition.objects.count() == 2
    assert [outcome for outcome in outcomes if isinstance(outcome, CourseEdition)] == [second]
    assert sum(isinstance(outcome, releasing.NothingToRelease) for outcome in outcomes) == AT_ONCE - 1


def test_moving_everybody_eight_times_at_once_moves_and_asks_each_once(world):
    course, _team, amara, ben = world
    begun, trained = enrolling.enrol(amara, course), enrolling.enrol(ben, course)
    for lesson in lessons_of(course):
        completing.record(trained, lesson, how="self")
    add_lesson(course, "Three")
    edition = releasing.release(course, released_for="everyone")
    assert race(*[lambda: releasing.move_everyone(edition)] * AT_ONCE) == [None] * AT_ONCE
    assert EnrolmentEvent.objects.filter(kind="edition_changed", enrolment=begun).count() == 1
    assert list(ben.enrolments.order_by("number").values_list("source", flat=True)) == ["self", "update"]
    assert Notice.objects.filter(kind="updated").count() == 1


def test_a_lesson_finished_while_a_release_moves_people_is_kept_and_counts_in_the_new_edition(world):
    course, _team, amara, _ben = world
    period = enrolling.enrol(amara, course)
    one = lessons_of(course)[0]
    add_lesson(course, "Three")
    edition = releasing.release(course, released_for="everyone")
    move, finish = lambda: releasing.move_everyone(edition), lambda: completing.record(period, one, how="self")
    assert not [outcome for outcome in race(*[move, finish] * 4) if isinstance(outcome, Exception)]
    period.refresh_from_db()
    assert (period.edition, period.completions.count()) == (edition, 1)


def test_people_finish_a_course_while_its_date_is_changed_and_nobody_waits_in_a_ring(world):
    course, team, _amara, ben = world
    for number in range(10):
        join(make_user(f"Person{number} Example"), team)
    requirement = requiring.require(course, team, due_on=timezone.localdate() + timedelta(days=30), actor=ben)
    one, two = lessons_of(course)
    periods = list(Enrolment.objects.order_by("pk"))
    for period in periods:
        completing.record(period, one, how="self")

    def learn():
        for period in periods:
            completing.record(period, two, how="self")

    def manage():
        newest = requirement
        for _change in range(10):
            newest = requiring.change_due(newest, newest.due_on + timedelta(days=1), actor=ben)

    assert race(learn, manage) == [None, None]
    assert not Enrolment.objects.filter(completed_at=None).exists()


def test_people_are_erased_while_they_finish_a_course(world):
    course, _team, _amara, ben = world
    one, two = lessons_of(course)
    for number in range(8):
        period = enrolling.enrol(make_user(f"Person{number} Example"), course)
        completing.record(period, one, how="self")
        erase = partial(erasing.erase, period.learner, ben)
        finish = partial(completing.record, period, two, how="self")
        assert not [outcome for outcome in race(erase, finish) if isinstance(outcome, Exception)]
    assert Enrolment.objects.exclude(completed_at=None).filter(name="", email="").count() == 8
