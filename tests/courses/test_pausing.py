"""Updates of people who belong nowhere: they wait without a date, and ask again on coming back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import releasing, requiring, ticking
from courses.models import Enrolment
from courses.records import differences
from courses.reports import CompletionReport
from courses.statuses import with_status
from tests.courses.factories import add_lesson, lessons_of
from tests.courses.learning import EVERYONE, do, release_for_everyone, update_of
from training.notices.models import Notice
from training.people import erasing, joining
from training.people.models import User

# Asked on 4 January for what is new, by 3 February.
DAY_0 = date(2027, 1, 4)
DUE = date(2027, 2, 3)


def on(day):
    """Nine in the morning, so many days after DAY_0."""
    moment = datetime(DAY_0.year, DAY_0.month, DAY_0.day, 9, tzinfo=UTC) + timedelta(days=day)
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Do something, and what waits for its commit."""

    def act(verb, *args, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **options)

    return act


@pytest.fixture
def asked(course, trained):
    """Amara, who is trained and asked for lesson Three since DAY_0."""
    with on(0):
        add_lesson(course, "Three")
        release_for_everyone(course, due_on=DUE)
    return update_of(trained.learner)


def leave(commit, amara, day):
    with on(day):
        commit(joining.leave, amara.memberships.get(ended_on=None))


def come_back(commit, amara, team, day):
    with on(day):
        commit(joining.join, amara, team)


def dates(amara):
    """The date of her update as stored and as told, and whether she is late."""
    update = with_status(Enrolment.objects.filter(pk=update_of(amara).pk)).get()
    return update.update_due_on, update.due_on, str(update.status)


def told(amara):
    """The dates in the messages about updates that she got."""
    return [notice.data["due_on"] for notice in Notice.objects.filter(user=amara, kind="updated").order_by("pk")]


# --- Leaving -----------------------------------------------------------------------------------------------


@pytest.mark.promise(2)
@pytest.mark.parametrize("how", ["leaves", "is erased", "has her account closed"])
def test_who_belongs_nowhere_is_not_overdue_for_an_update(asked, commit, ben, how):
    amara = asked.learner
    with on(5):
        if how == "leaves":
            commit(joining.leave, amara.memberships.get())
        elif how == "is erased":
            commit(erasing.erase, amara, None)
        else:
            User.objects.filter(pk=amara.pk).update(is_active=False)
    with on(60):
        ticking.tick(timezone.now())
        assert dates(amara) == (None, None, "not_started")
        (row,) = CompletionReport(ben).entries({})
        assert (row.number, row.status, row.due_on) == (1, "done", None)
        assert list(differences()) == []


def test_who_leaves_one_of_two_teams_is_asked_on(asked, commit, amara, regulation):
    with on(1):
        commit(joining.join, amara, regulation)
        commit(joining.leave, amara.memberships.order_by("pk").first())
        assert dates(amara)[0] == DUE


def test_a_later_release_moves_a_leaver_without_a_word_or_a_date(asked, commit, course, amara):
    leave(commit, amara, 5)
    with on(6):
        add_lesson(course, "Four")
        release_for_everyone(course, due_on=DUE + timedelta(days=9))
        assert update_of(amara).edition.number == 3
        assert dates(amara)[0] is None
        assert told(amara) == ["3 February 2027"]
        assert list(differences()) == []


# --- Coming back -------------------------------------------------------------------------------------------


@pytest.mark.promise(2)
@pytest.mark.parametrize(
    ("day", "due_on"),
    [
        # At least 30 days, however late, and what is left where that is more.
        (60, date(2027, 4, 4)),
        (20, date(2027, 2, 23)),
        (6, date(2027, 2, 9)),
    ],
)
def test_who_comes_back_is_asked_again_and_has_time(asked, commit, amara, team, day, due_on):
    leave(commit, amara, 5)
    come_back(commit, amara, team, day)
    with on(day):
        assert dates(amara) == (due_on, due_on, "not_started")
        assert told(amara) == ["3 February 2027", f"{due_on.day} {due_on:%B} {due_on.year}"]
        ticking.tick(timezone.now())
        assert dates(amara)[0] == due_on
        assert list(differences()) == []


def test_who_comes_back_finds_the_earliest_date_of_what_her_update_brings(trained, commit, course, amara, team):
    with on(0):
        add_lesson(course, "Three")
        release_for_everyone(course, due_on=DUE + timedelta(days=50))
    leave(commit, amara, 0)
    with on(0):
        for title, days in (("Four", 20), ("Five", 99)):
            add_lesson(course, title)
            release_for_everyone(course, due_on=DUE + timedelta(days=days))
    come_back(commit, amara, team, 1)
    assert dates(amara)[0] == DUE + timedelta(days=20)


def test_to_leave_and_come_back_on_one_day_puts_nothing_off(asked, commit, amara, team):
    leave(commit, amara, 40)
    come_back(commit, amara, team, 40)
    with on(40):
        assert dates(amara) == (DUE, DUE, "overdue")
        assert told(amara) == ["3 February 2027"]
        assert list(differences()) == []


def test_who_comes_back_after_her_training_ran_out_is_not_asked_for_the_difference(asked, commit, amara, team):
    leave(commit, amara, 5)
    come_back(commit, amara, team, 600)
    with on(600):
        assert told(amara) == ["3 February 2027"]
        ticking.tick(timezone.now())
        assert update_of(amara).end_reason == "replaced"


def test_what_a_leaver_finished_all_the_same_stays_done(asked, commit, course, amara, team):
    leave(commit, amara, 5)
    with on(6):
        do(update_of(amara), lessons_of(course)[2:])
    come_back(commit, amara, team, 60)
    assert dates(amara)[::2] == (None, "done")


def test_the_ticker_heals_what_a_failure_left_undone(asked, amara, team):
    with on(5):
        joining.leave(amara.memberships.get())
        ticking.tick(timezone.now())
        assert dates(amara)[0] is None
    with on(60):
        joining.join(amara, team)
        ticking.tick(timezone.now())
        assert dates(amara)[0] == date(2027, 4, 4)


# --- Asked late --------------------------------------------------------------------------------------------


def test_whom_the_ticker_reaches_after_the_day_has_time(course, trained, commit, amara, team):
    leave(commit, amara, -1)
    with on(0):
        three = add_lesson(course, "Three")
        release_for_everyone(course, due_on=DUE)
    with on(60):
        three.unpublish()
        commit(joining.join, amara, team)
        assert not amara.enrolments.filter(source="update").exists()
    with on(70):
        three.save_revision().publish()
        ticking.tick(timezone.now())
        assert dates(amara)[0] == date(2027, 4, 14)


def test_whom_the_ticker_reaches_before_the_day_has_the_day(course, trained, amara):
    with on(0):
        add_lesson(course, "Three")
        releasing.release(course, released_for=EVERYONE, due_on=DUE)
    with on(20):
        ticking.tick(timezone.now())
        assert dates(amara)[0] == DUE


def test_nobody_is_asked_without_a_date(course, trained, commit, amara, team):
    leave(commit, amara, -1)
    with on(0):
        add_lesson(course, "Three")
        release_for_everyone(course)
    come_back(commit, amara, team, 60)
    assert dates(amara)[0] == date(2027, 4, 4)
    assert told(amara) == ["4 April 2027"]


def test_an_edition_without_a_date_leaves_the_one_that_is_there(course, trained, amara):
    with on(0):
        add_lesson(course, "Three")
        release_for_everyone(course, due_on=DUE + timedelta(days=50))
        add_lesson(course, "Four")
        releasing.release(course, released_for=EVERYONE)
        ticking.tick(timezone.now())
        assert update_of(amara).edition.number == 3
        assert dates(amara)[0] == DUE + timedelta(days=50)


def test_to_leave_and_come_back_on_one_day_makes_nobody_a_joiner(course, commit, amara, ben, team):
    with on(0):
        requiring.require(course, team, due_on=DUE, actor=ben)
    leave(commit, amara, 40)
    come_back(commit, amara, team, 40)
    assert amara.enrolments.get().obligations.get(ended_at=None).due_on == DUE
