"""When boosters are due, who is asked them, and that nothing else is touched."""

from datetime import UTC, date, datetime, timedelta
from itertools import chain, groupby

import pytest
import time_machine
from django.db import IntegrityError, transaction

from courses import following_up, planning
from courses.models import CoursePage, FollowUp
from tests.courses.factories import make_course
from tests.courses.learning import finish
from training.people import erasing
from training.people.management.commands.check_records import differences

JANUARY = datetime(2026, 1, 31, 9, tzinfo=UTC)


@pytest.fixture
def boosted(db):
    """A course that asks boosters."""
    return make_course(boosters_from=date(2026, 1, 1))


def complete(person, course, at=JANUARY):
    with time_machine.travel(at):
        period = finish(person, course)
        planning.plan()
    return period


def dates(person):
    rows = FollowUp.objects.filter(enrolment__learner=person).order_by("pk")
    return [(one.kind, one.due_on, one.closes_on) for one in rows]


def open_on(day):
    return [one.kind for one in FollowUp.objects.open(day).order_by("pk")]


@pytest.mark.promise(7)
def test_boosters_are_due_one_three_and_six_months_after_the_end_whatever_the_month(amara, boosted):
    complete(amara, boosted)
    assert dates(amara) == [
        (1, date(2026, 2, 28), date(2026, 4, 29)),
        (3, date(2026, 4, 30), date(2026, 7, 30)),
        (6, date(2026, 7, 31), date(2026, 10, 30)),
    ]


@pytest.mark.promise(7)
def test_the_day_of_the_end_is_the_day_where_the_site_is(amara, boosted):
    complete(amara, boosted, datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert dates(amara)[0][1] == date(2026, 8, 1)


def test_a_completed_course_plans_them_by_itself(amara, boosted, django_capture_on_commit_callbacks):
    with time_machine.travel(JANUARY), django_capture_on_commit_callbacks(execute=True):
        finish(amara, boosted)
    assert len(dates(amara)) == 3


def test_planning_again_makes_nothing(amara, boosted):
    complete(amara, boosted)
    with time_machine.travel(JANUARY):
        assert planning.plan() == 0
    assert len(dates(amara)) == 3


def test_what_a_failure_left_out_is_planned_later_as_if_it_had_not_been(amara, boosted):
    with time_machine.travel(JANUARY):
        finish(amara, boosted)
    with time_machine.travel(JANUARY + timedelta(days=20)):
        planning.plan()
    assert [due for _kind, due, _closes in dates(amara)] == [date(2026, 2, 28), date(2026, 4, 30), date(2026, 7, 31)]


def test_whoever_completed_before_the_switch_is_never_asked(amara, course):
    with time_machine.travel(JANUARY):
        finish(amara, course)
        CoursePage.objects.filter(pk=course.pk).update(boosters_from=date(2026, 2, 1))
        assert planning.plan() == 0


@pytest.mark.promise(7)
def test_the_switch_begins_with_its_day_where_the_site_is(amara, ben, course):
    CoursePage.objects.filter(pk=course.pk).update(boosters_from=date(2026, 7, 1))
    complete(amara, course, datetime(2026, 6, 30, 22, 59, tzinfo=UTC))
    complete(ben, course, datetime(2026, 6, 30, 23, 0, tzinfo=UTC))
    assert (dates(amara), len(dates(ben))) == ([], 3)


def test_what_is_long_past_is_left_out_wherever_the_switch_is_set(amara, course):
    with time_machine.travel(JANUARY):
        finish(amara, course)
    CoursePage.objects.filter(pk=course.pk).update(boosters_from=date(2026, 1, 1))
    with time_machine.travel(datetime(2026, 5, 20, tzinfo=UTC)):
        planning.plan()
    assert [kind for kind, *_dates in dates(amara)] == [6]


def test_a_course_without_the_switch_asks_nothing(amara, course):
    complete(amara, course)
    assert dates(amara) == []


def test_no_two_boosters_of_a_course_are_open_at_once(amara, boosted):
    complete(amara, boosted)
    days = [date(2026, 1, 31) + timedelta(days=days) for days in range(300)]
    found = [open_on(day) for day in days]
    assert max(map(len, found)) == 1
    assert [kind for kind, _same in groupby(chain(*found))] == [1, 3, 6]
    assert open_on(date(2026, 2, 27)) == []
    assert open_on(date(2026, 2, 28)) == [1]
    assert open_on(date(2026, 4, 30)) == [3]
    assert open_on(date(2026, 10, 31)) == []


def test_a_newer_completed_period_takes_the_place_of_the_older(amara, boosted):
    complete(amara, boosted)
    CoursePage.objects.filter(pk=boosted.pk).update(certificate_valid_months=6)
    amara.enrolments.update(valid_until=date(2026, 3, 1))
    complete(amara, boosted, datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert [period.number for period in amara.enrolments.order_by("number")] == [1, 2]
    periods = [one.enrolment.number for one in FollowUp.objects.open(date(2026, 4, 15))]
    assert periods == [2]


def test_an_erased_person_is_asked_nothing_more(amara, chidi, boosted):
    complete(amara, boosted)
    assert open_on(date(2026, 3, 1)) == [1]
    erasing.erase(amara, actor=chidi)
    assert open_on(date(2026, 3, 1)) == []
    assert len(dates(amara)) == 3


@pytest.mark.parametrize("change", [{"boosters_from": None}, {"live": False}])
def test_a_course_switched_off_or_taken_down_asks_nothing_more(amara, boosted, change):
    complete(amara, boosted)
    CoursePage.objects.filter(pk=boosted.pk).update(**change)
    assert open_on(date(2026, 3, 1)) == []


def test_declining_ends_all_of_the_course_now_and_in_later_periods(amara, boosted):
    complete(amara, boosted)
    following_up.decline(FollowUp.objects.get(kind=1))
    assert [open_on(date(2026, month, 28)) for month in (2, 5, 8)] == [[], [], []]
    amara.enrolments.update(valid_until=date(2026, 3, 1))
    complete(amara, boosted, datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert FollowUp.objects.count() == 3


def test_declining_leaves_what_is_answered_and_other_people_alone(amara, ben, boosted):
    complete(amara, boosted)
    complete(ben, boosted)
    first = FollowUp.objects.get(kind=1, enrolment__learner=amara)
    following_up.note_asked([first], datetime(2026, 3, 1, tzinfo=UTC))
    following_up.finish(first, datetime(2026, 3, 1, tzinfo=UTC))
    following_up.decline(FollowUp.objects.get(kind=3, enrolment__learner=amara))
    assert [one.declined_at is None for one in FollowUp.objects.filter(enrolment__learner=amara)] == [
        True,
        False,
        False,
    ]
    assert FollowUp.objects.filter(enrolment__learner=ben, declined_at=None).count() == 3


def test_the_database_refuses_what_makes_no_sense(amara, boosted):
    period = complete(amara, boosted)
    first, now = FollowUp.objects.get(kind=1), datetime(2026, 3, 1, tzinfo=UTC)
    for wrong in (
        {"done_at": now},
        {"asked_at": now, "done_at": now, "declined_at": now},
        {"closes_on": first.due_on - timedelta(days=1)},
        {"kind": 3},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUp.objects.filter(pk=first.pk).update(**wrong)
    assert FollowUp.objects.filter(enrolment=period).count() == 3


def test_records_are_held_against_the_dates_of_the_end(amara, boosted):
    complete(amara, boosted)
    assert [one for one in differences() if one.record.startswith("followup")] == []
    FollowUp.objects.filter(kind=1).update(due_on=date(2026, 2, 27))
    assert [one.what for one in differences() if one.record.startswith("followup")] == ["dates"]


def test_more_people_cost_no_more_queries(amara, ben, boosted, check_growth):
    with time_machine.travel(JANUARY):
        finish(amara, boosted)

        def plan():
            FollowUp.objects.all().delete()
            planning.plan()

        check_growth(plan, lambda: finish(ben, boosted))
        assert set(FollowUp.objects.values_list("enrolment__learner", flat=True)) == {amara.pk, ben.pk}
