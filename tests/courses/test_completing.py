"""Completing activities and courses."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from courses import completing, enrolling
from courses.models import Completion, Enrolment
from courses.signals import course_completed
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from training.evidence import FrozenError

SELF = Completion.How.SELF


def finish(enrolment, *lessons):
    for lesson in lessons:
        completing.record(enrolment, lesson, how=SELF)
    enrolment.refresh_from_db()
    return enrolment


def test_the_last_required_lesson_completes_the_course(amara, course):
    enrolment = enrolling.enrol(amara, course)
    one, two = lessons_of(course)
    assert finish(enrolment, one).completed_at is None
    assert finish(enrolment, two).completed_at is not None
    assert [event.kind for event in enrolment.events.all()] == ["enrolled", "started", "completed"]


def test_finishing_twice_is_one_completion(amara, course):
    enrolment = enrolling.enrol(amara, course)
    one = lessons_of(course)[0]
    assert completing.record(enrolment, one, how=SELF) == completing.record(enrolment, one, how=SELF)
    assert enrolment.completions.count() == 1


def test_a_lesson_for_another_role_is_not_required(amara):
    course = make_course(lessons=["One"], released=False)
    add_lesson(course, "For licensing", roles=["licensing"])
    release(course)
    enrolment = enrolling.enrol(amara, course)
    assert finish(enrolment, lessons_of(course)[0]).completed_at is not None


def test_an_unpublished_lesson_is_no_longer_required(amara, course):
    enrolment = enrolling.enrol(amara, course)
    one, two = lessons_of(course)
    two.unpublish()
    assert finish(enrolment, one).completed_at is not None


def test_the_announcement_goes_out_on_commit_and_once(amara, django_capture_on_commit_callbacks):
    course = make_course(lessons=["One"])
    enrolment = enrolling.enrol(amara, course)
    heard = []
    listener = lambda enrolment, **_: heard.append(enrolment.pk)  # noqa: E731
    course_completed.connect(listener, weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            finish(enrolment, *lessons_of(course))
            finish(enrolment, *lessons_of(course))
    finally:
        course_completed.disconnect(dispatch_uid="test")
    assert heard == [enrolment.pk]


def test_nothing_is_added_to_a_period_that_is_over(amara):
    course = make_course(lessons=["One"])
    enrolment = finish(enrolling.enrol(amara, course), *lessons_of(course))
    late = add_lesson(course, "Late")
    with pytest.raises(completing.NotOpen):
        completing.record(enrolment, late, how=SELF)


@time_machine.travel(datetime(2028, 2, 29, 12, tzinfo=UTC))
def test_a_completion_on_29_february_counts_until_28_february():
    from courses.dates import add_months

    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_a_completion_at_half_past_midnight_in_summer_counts_from_the_local_day(amara):
    course = make_course(lessons=["One"], certificate_valid_months=12)
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False):
        enrolment = finish(enrolling.enrol(amara, course), *lessons_of(course))
    assert enrolment.valid_until == date(2027, 7, 1)


def test_renewing_early_loses_no_days(amara):
    course = make_course(lessons=["One"], certificate_valid_months=12)
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC), tick=False):
        first = finish(enrolling.enrol(amara, course), *lessons_of(course))
    assert first.valid_until == date(2027, 3, 10)
    with time_machine.travel(datetime(2027, 2, 1, 12, tzinfo=UTC), tick=False):
        second = finish(enrolling.enrol(amara, course), *lessons_of(course))
    assert (second.number, second.source) == (2, Enrolment.Source.RENEWAL)
    assert second.valid_until == date(2028, 3, 10)


def test_somebody_in_date_is_not_enrolled_again(amara):
    course = make_course(lessons=["One"])
    first = finish(enrolling.enrol(amara, course), *lessons_of(course))
    assert enrolling.enrol(amara, course) == first


@pytest.mark.promise(1)
def test_completions_and_events_can_be_neither_changed_nor_deleted(amara, course):
    enrolment = finish(enrolling.enrol(amara, course), lessons_of(course)[0])
    for row in (enrolment.completions.get(), enrolment.events.first()):
        with pytest.raises(FrozenError):
            row.save()
        with pytest.raises(FrozenError):
            row.delete()
        with pytest.raises(FrozenError):
            type(row).objects.filter(pk=row.pk).update(pk=row.pk)
        with pytest.raises(FrozenError):
            type(row).objects.filter(pk=row.pk).delete()


@pytest.mark.promise(3)
def test_editing_or_unpublishing_a_page_changes_no_completion(amara, course):
    enrolment = finish(enrolling.enrol(amara, course), *lessons_of(course))
    before = list(enrolment.completions.values()), Enrolment.objects.filter(pk=enrolment.pk).values().get()
    one, two = lessons_of(course)
    one.title = "Quite another title"
    one.save_revision().publish()
    two.unpublish()
    course.unpublish()
    after = list(enrolment.completions.values()), Enrolment.objects.filter(pk=enrolment.pk).values().get()
    assert after == before


def test_the_database_refuses_a_second_open_period(amara, course):
    enrolment = enrolling.enrol(amara, course)
    with pytest.raises(IntegrityError), transaction.atomic():
        enrolling.open_period(amara, enrolment.edition, source=Enrolment.Source.SELF)


def test_a_course_without_an_edition_takes_nobody(amara):
    with pytest.raises(enrolling.NotReleased):
        enrolling.enrol(amara, make_course(released=False))


def test_the_period_keeps_who_the_person_was(amara, course, team):
    enrolment = enrolling.enrol(amara, course)
    team.name = "Renamed"
    team.save()
    enrolment.refresh_from_db()
    assert enrolment.organisation_path == "Northmere Borough Council > Regulation > Trading standards"
    assert (enrolment.name, enrolment.role) == ("Amara Okafor", "Trading standards")


def test_validity_never_runs_out_without_months(amara):
    course = make_course(lessons=["One"], certificate_valid_months=None)
    enrolment = finish(enrolling.enrol(amara, course), *lessons_of(course))
    assert enrolment.valid_until is None
    assert not enrolling.may_renew(enrolment, on=date.today() + timedelta(days=9999))  # noqa: DTZ011
