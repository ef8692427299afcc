"""Renewing early, late and after expiry, by a learner's own will and because a requirement asks again.

The tables are those of docs/decisions/0016-renewal.md, row by row.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import completing, enrolling, releasing, renewing, requiring, ticking
from courses.models import CourseEdition, Enrolment, EnrolmentEvent, Obligation
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from training.notices.models import Notice
from training.people import joining

SOURCE = Enrolment.Source


def at(day, hour=12, minute=0):
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), tick=False)


def finish(learner, course):
    enrolment = enrolling.enrol(learner, course)
    for lesson in lessons_of(course):
        completing.record(enrolment, lesson, how="self")
    enrolment.refresh_from_db()
    return enrolment


@pytest.mark.promise(10)
@pytest.mark.parametrize(
    ("months", "first_done", "renewed", "until"),
    [
        # Early: from the end of the old period.
        (24, date(2027, 3, 10), date(2028, 12, 10), date(2031, 3, 10)),
        (24, date(2027, 3, 10), date(2029, 3, 10), date(2031, 3, 10)),
        # The day after, and long after: from the day of completion.
        (24, date(2027, 3, 10), date(2029, 3, 11), date(2031, 3, 11)),
        (24, date(2027, 3, 10), date(2033, 7, 1), date(2035, 7, 1)),
        # 29 February, and ends of months: the last day where the month is shorter, and no day is given back.
        (12, date(2028, 2, 29), date(2029, 1, 5), date(2030, 2, 28)),
        (24, date(2028, 2, 29), date(2030, 3, 1), date(2032, 3, 1)),
        (12, date(2027, 2, 28), date(2028, 2, 1), date(2029, 2, 28)),
        (6, date(2027, 8, 31), date(2028, 2, 29), date(2028, 8, 29)),
    ],
)
def test_a_renewal_counts_from_the_end_of_the_old_period_while_that_holds_else_from_today(
    amara, months, first_done, renewed, until
):
    course = make_course(lessons=["One"], certificate_valid_months=months)
    with at(first_done):
        finish(amara, course)
    with at(renewed):
        second = finish(amara, course)
    assert (second.number, second.source, second.valid_until) == (2, SOURCE.RENEWAL, until)


@pytest.mark.promise(10)
def test_a_renewal_begun_in_time_and_finished_late_counts_from_the_day_it_is_finished(amara):
    course = make_course(lessons=["One"], certificate_valid_months=12)
    with at(date(2027, 3, 10)):
        finish(amara, course)
    with at(date(2028, 3, 1)):
        enrolling.start(enrolling.enrol(amara, course))
    with at(date(2028, 3, 20)):
        assert finish(amara, course).valid_until == date(2029, 3, 20)


@pytest.mark.promise(10)
@pytest.mark.parametrize(("days_before", "number"), [(91, 1), (90, 2), (0, 2), (-1, 2), (-900, 2)])
def test_one_may_renew_from_90_days_before_the_last_day(amara, days_before, number):
    course = make_course(lessons=["One"])
    with at(date(2027, 3, 10)):
        last_day = finish(amara, course).valid_until
    with at(last_day - timedelta(days=days_before)):
        assert enrolling.enrol(amara, course).number == number


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("instant", "until"),
    [
        # The clocks go forward at 01:00 UTC on 28 March 2027, and back at 01:00 UTC on 31 October.
        (datetime(2027, 3, 27, 23, 59, tzinfo=UTC), date(2028, 3, 27)),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), date(2028, 3, 28)),
        (datetime(2027, 3, 28, 22, 59, tzinfo=UTC), date(2028, 3, 28)),
        (datetime(2027, 3, 28, 23, 0, tzinfo=UTC), date(2028, 3, 29)),
        (datetime(2027, 10, 30, 22, 59, tzinfo=UTC), date(2028, 10, 30)),
        (datetime(2027, 10, 30, 23, 0, tzinfo=UTC), date(2028, 10, 31)),
        (datetime(2027, 10, 31, 23, 59, tzinfo=UTC), date(2028, 10, 31)),
        (datetime(2028, 2, 29, 23, 59, tzinfo=UTC), date(2029, 2, 28)),
        (datetime(2028, 2, 28, 23, 59, tzinfo=UTC), date(2029, 2, 28)),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland"])
def test_a_completion_counts_from_the_local_day_whatever_zone_the_editor_speaks(amara, instant, until, zone):
    course = make_course(lessons=["One"], certificate_valid_months=12)
    with time_machine.travel(instant, tick=False), timezone.override(zone):
        enrolment = finish(amara, course)
    assert enrolment.completed_at == instant
    assert enrolment.valid_until == until


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("last_day", "instant", "is_renewed_from_its_end"),
    [
        # The last minute of the last day, and the first of the next, on both days on which the clocks change.
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, 59, tzinfo=UTC), True),
        (date(2027, 3, 28), datetime(2027, 3, 28, 23, 0, tzinfo=UTC), False),
        (date(2027, 10, 31), datetime(2027, 10, 31, 23, 59, tzinfo=UTC), True),
        (date(2027, 10, 31), datetime(2027, 11, 1, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_last_day_lasts_until_london_midnight(amara, last_day, instant, is_renewed_from_its_end):
    course = make_course(lessons=["One"], certificate_valid_months=12)
    with at(last_day.replace(year=2026)):
        assert finish(amara, course).valid_until == last_day
    with time_machine.travel(instant, tick=False):
        until = finish(amara, course).valid_until
    assert (until == last_day.replace(year=2028)) == is_renewed_from_its_end


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course(lessons=["One"])


@pytest.fixture
def last_day(amara, ben, team, course):
    """The last day of training that met a requirement on 10 March 2027: 10 March 2029."""
    with at(date(2027, 1, 1)):
        requiring.require(course, team, due_on=date(2027, 4, 1), actor=ben)
    with at(date(2027, 3, 10)):
        return finish(amara, course).valid_until


def asked():
    return Obligation.objects.filter(ended_at=None)


@pytest.mark.promise(10)
@pytest.mark.parametrize(
    ("days_before", "due_after"),
    [
        # (days before the last day at which the tick comes, days after the last day by which it is due)
        (91, None),
        (90, 0),
        (1, 0),
        (0, 0),
        # No tick in time: whoever's training has run out gets the days of a joiner.
        (-1, 1 + 30),
        (-400, 400 + 30),
    ],
)
def test_a_requirement_asks_again_as_training_runs_out(last_day, amara, days_before, due_after):
    with at(last_day - timedelta(days=days_before)):
        ticking.tick(timezone.now())
        ticking.tick(timezone.now())
    if due_after is None:
        assert not asked().exists()
        return
    obligation = asked().get()
    assert obligation.due_on == last_day + timedelta(days=due_after)
    assert (obligation.enrolment.number, obligation.enrolment.source) == (2, SOURCE.RENEWAL)
    assert Notice.objects.filter(kind="renewal", address=amara.email).count() == 1


def test_a_requirement_asks_again_and_again_for_as_long_as_it_stands(last_day, amara, ben, course):
    for _period in range(3):
        with at(last_day - timedelta(days=60)):
            ticking.tick(timezone.now())
        with at(last_day - timedelta(days=30)):
            ticking.tick(timezone.now())
            period = finish(amara, course)
            ticking.tick(timezone.now())
        assert period.valid_until == last_day.replace(year=last_day.year + 2)
        last_day = period.valid_until
    assert Enrolment.objects.filter(source=SOURCE.RENEWAL).count() == 3
    requiring.end(Obligation.objects.first().requirement, actor=ben)
    with at(last_day):
        ticking.tick(timezone.now())
    assert Enrolment.objects.count() == 4


def test_a_requirement_may_ask_sooner_or_later_than_others(team, amara, ben, course):
    with at(date(2027, 1, 1)):
        requirement = requiring.require(course, team, due_on=date(2027, 4, 1), actor=ben, renewal_days=30)
        requirement = requiring.change_due(requirement, date(2027, 5, 1), actor=ben)
        last = finish(amara, course).valid_until
    with at(last - timedelta(days=31)):
        ticking.tick(timezone.now())
        assert not asked().exists()
    with at(last - timedelta(days=30)):
        ticking.tick(timezone.now())
    assert asked().get().requirement == requirement


def test_who_renews_before_she_is_asked_is_not_asked(last_day, amara, course):
    with at(last_day - timedelta(days=90)):
        renewal = finish(amara, course)
        ticking.tick(timezone.now())
    assert renewal.number == 2
    assert not asked().exists()


def test_who_has_begun_to_renew_keeps_her_period_and_gains_the_date(last_day, amara, course):
    with at(last_day - timedelta(days=90)):
        begun = enrolling.start(enrolling.enrol(amara, course))
        ticking.tick(timezone.now())
    assert asked().get().enrolment == begun
    assert asked().get().due_on == last_day


def test_who_left_is_not_asked_to_renew(last_day, amara):
    joining.leave(amara.memberships.get())
    with at(last_day):
        ticking.tick(timezone.now())
    assert not asked().exists()


def test_two_requirements_ask_for_one_renewal_by_one_message(last_day, amara, ben, regulation, course):
    with at(date(2027, 3, 20)):
        requiring.require(course, regulation, due_on=date(2027, 4, 1), actor=ben, learners=[amara])
    with at(last_day - timedelta(days=30)):
        ticking.tick(timezone.now())
    assert asked().values("enrolment").distinct().count() == 1
    assert asked().count() == 2
    assert Notice.objects.filter(kind="renewal").count() == 1


def test_looking_for_renewals_costs_the_same_whatever_the_number(last_day, team, course, check_growth):
    from tests.cast import join, make_user

    def grow():
        with at(date(2027, 3, 11)):
            for index in range(4):
                member = make_user(f"Person{index} Example")
                join(member, team)
                finish(member, course)
        # What the first round asks of them, the second finds asked.
        ticking.tick(timezone.now())
        ticking.tick(timezone.now())

    with at(last_day):
        check_growth(lambda: ticking.tick(timezone.now()), grow)
    assert asked().count() == 5


@pytest.fixture
def update(last_day, course):
    """An update that Amara has not finished, of training that counts until 10 March 2029."""
    with at(date(2028, 1, 1)):
        add_lesson(course, "Two")
        releasing.move_everyone(release(course, CourseEdition.For.EVERYONE))
    return Enrolment.objects.get(source=SOURCE.UPDATE)


@pytest.mark.promise(10)
def test_an_update_keeps_the_old_day_even_when_it_is_finished_later(update, amara, course, last_day):
    with at(last_day + timedelta(days=1)):
        assert finish(amara, course).valid_until == last_day


def test_an_update_of_training_that_ran_out_gives_way_to_a_renewal_of_the_whole(update, amara, ben, last_day, course):
    with at(last_day):
        renewing.replace_outdated_updates()
        ticking.tick(timezone.now())
    assert asked().get().enrolment == update
    with at(last_day + timedelta(days=1)):
        ticking.tick(timezone.now())
        ticking.tick(timezone.now())
    update.refresh_from_db()
    assert update.end_reason == Enrolment.EndReason.REPLACED
    assert [event.kind for event in update.events.all()][-1] == EnrolmentEvent.Kind.DUE
    renewal = asked().get().enrolment
    assert (renewal.source, asked().get().due_on) == (SOURCE.RENEWAL, last_day)
    assert len(completing.lacking(renewal)) == 2


def test_an_update_that_nobody_requires_gives_way_to_nothing(update, ben, last_day, amara, course):
    requiring.end(Obligation.objects.first().requirement, actor=ben)
    with at(last_day + timedelta(days=1)):
        ticking.tick(timezone.now())
        assert not Enrolment.objects.filter(completed_at=None, ended_at=None).exists()
        assert enrolling.enrol(amara, course).source == SOURCE.RENEWAL
