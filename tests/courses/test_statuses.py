"""Where a period stands, day by day."""

import itertools
from datetime import UTC, date, datetime

import pytest
import time_machine

from courses import completing, enrolling, requiring
from courses.models import CourseEdition, Enrolment, Obligation
from courses.statuses import current, today, with_status
from tests.courses.factories import lessons_of, make_course
from training.people.models import User


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course(lessons=["One"])


@pytest.fixture
def enrolment(amara, course):
    return enrolling.enrol(amara, course)


def status_of(enrolment, on=None):
    return with_status(Enrolment.objects.filter(pk=enrolment.pk), on).get().status


def require_by(due_on, course, team, ben):
    return requiring.require(course, team, due_on=due_on, actor=ben)


def test_nobody_is_late_where_no_date_is_asked(enrolment):
    assert status_of(enrolment, date(2099, 1, 1)) == "not_started"
    enrolling.start(enrolment)
    assert status_of(enrolment, date(2099, 1, 1)) == "in_progress"


def test_the_due_day_itself_is_in_time_and_the_next_is_not(enrolment, course, team, ben):
    require_by(date(2027, 3, 5), course, team, ben)
    assert status_of(enrolment, date(2027, 3, 5)) == "not_started"
    assert status_of(enrolment, date(2027, 3, 6)) == "overdue"


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("instant", "status"),
    [
        # Winter: midnight in London is midnight UTC.
        (datetime(2027, 3, 27, 23, 59, tzinfo=UTC), "not_started"),
        (datetime(2027, 3, 28, 0, 0, tzinfo=UTC), "overdue"),
    ],
)
def test_a_day_before_the_clocks_go_forward_ends_at_london_midnight(enrolment, course, team, ben, instant, status):
    with time_machine.travel(instant, tick=False):
        require_by(date(2027, 3, 27), course, team, ben)
        assert status_of(enrolment) == status


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("instant", "status"),
    [
        # The clocks went forward at 01:00 that morning: midnight in London is 23:00 UTC.
        (datetime(2027, 3, 28, 22, 59, tzinfo=UTC), "not_started"),
        (datetime(2027, 3, 28, 23, 0, tzinfo=UTC), "overdue"),
    ],
)
def test_the_day_the_clocks_go_forward_ends_an_hour_sooner_in_utc(enrolment, course, team, ben, instant, status):
    with time_machine.travel(instant, tick=False):
        require_by(date(2027, 3, 28), course, team, ben)
        assert status_of(enrolment) == status


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("instant", "status"),
    [
        # The clocks went back that morning: the day has 25 hours and ends at midnight UTC again.
        (datetime(2027, 10, 31, 23, 59, tzinfo=UTC), "not_started"),
        (datetime(2027, 11, 1, 0, 0, tzinfo=UTC), "overdue"),
    ],
)
def test_the_day_the_clocks_go_back_has_its_extra_hour(enrolment, course, team, ben, instant, status):
    with time_machine.travel(instant, tick=False):
        require_by(date(2027, 10, 31), course, team, ben)
        assert status_of(enrolment) == status


def test_today_is_a_day_in_london_wherever_the_visitor_is():
    from django.utils import timezone

    with time_machine.travel(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)), timezone.override("America/New_York"):
        assert today() == date(2027, 7, 1)


def test_done_counts_until_the_last_valid_day(enrolment, course):
    with time_machine.travel(datetime(2026, 2, 28, 12, tzinfo=UTC), tick=False):
        # Begun before the completion, whatever the real clock says.
        Enrolment.objects.filter(pk=enrolment.pk).update(started_at=None)
        completing.record(enrolment, lessons_of(course)[0], how="self")
    enrolment.refresh_from_db()
    assert enrolment.valid_until == date(2028, 2, 28)
    assert status_of(enrolment, date(2028, 2, 28)) == "done"
    assert status_of(enrolment, date(2028, 2, 29)) == "expired"


def test_the_earliest_open_date_counts(enrolment, course, team, regulation, ben):
    require_by(date(2027, 6, 1), course, regulation, ben)
    sooner = require_by(date(2027, 4, 1), course, team, ben)
    found = with_status(Enrolment.objects.filter(pk=enrolment.pk))
    assert found.get().due_on == date(2027, 4, 1)
    requiring.end(sooner, actor=ben)
    assert found.all().get().due_on == date(2027, 6, 1)


def test_who_is_done_keeps_the_date_that_was_asked(enrolment, course, team, ben):
    require_by(date(2027, 6, 1), course, team, ben)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    found = with_status(Enrolment.objects.filter(pk=enrolment.pk)).get()
    assert (found.status, found.due_on) == ("done", date(2027, 6, 1))
    assert Obligation.objects.get().end_reason == Obligation.EndReason.MET


def test_current_is_the_newest_period_and_no_withdrawn_one(amara, course, enrolment):
    edition = enrolment.edition
    Enrolment.objects.filter(pk=enrolment.pk).update(ended_at=datetime(2027, 1, 1, tzinfo=UTC), end_reason="withdrawn")
    assert not current(Enrolment.objects.all()).exists()
    assert status_of(enrolment) == "ended"
    second = enrolling.open_period(amara, edition, source="self")
    assert list(current(Enrolment.objects.all())) == [second]


ON = date(2027, 6, 1)
DONE = {"started_at": datetime(2026, 1, 1, tzinfo=UTC), "completed_at": datetime(2026, 1, 1, tzinfo=UTC)}
PERIODS = {
    "expired": {**DONE, "valid_until": date(2027, 5, 31)},
    "in date": {**DONE, "valid_until": ON},
    "for ever": DONE,
    "open": {},
    "late": {"source": "update", "update_due_on": date(2027, 5, 31)},
    "withdrawn": {"ended_at": datetime(2026, 2, 1, tzinfo=UTC), "end_reason": "withdrawn"},
}


def speaks(periods):
    """The number of the period that counts, said in the plainest way; periods are names of PERIODS in order."""
    numbered = [(number, name) for number, name in enumerate(periods, start=1) if name != "withdrawn"]
    for wanted in [{"late"}, {"in date", "for ever"}, set(PERIODS)]:
        found = [number for number, name in numbered if name in wanted]
        if found:
            return found[-1]
    return None


def test_of_any_three_periods_the_right_one_speaks(course):
    stories = [
        story for story in itertools.product(PERIODS, repeat=3) if sum(name in ("open", "late") for name in story) <= 1
    ]
    edition = CourseEdition.objects.get(course_key=course.key)
    people = User.objects.bulk_create(User(email=f"p{n}@northmere.example") for n in range(len(stories)))
    Enrolment.objects.bulk_create(
        Enrolment(learner=person, course_key=course.key, edition=edition, number=n, opens_on=ON, **PERIODS[name])
        for person, story in zip(people, stories, strict=True)
        for n, name in enumerate(story, start=1)
    )
    spoken = dict(current(Enrolment.objects.all(), ON).values_list("learner", "number"))
    assert current(Enrolment.objects.all(), ON).count() == len(spoken)
    told = {story: spoken.get(person.pk) for person, story in zip(people, stories, strict=True)}
    assert told == {story: speaks(story) for story in stories}
