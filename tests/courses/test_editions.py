"""Editions: every case that the design names, from a corrected comma to a learner who comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import enrolling, releasing, requiring, ticking
from courses.models import Completion, CoursePage, Enrolment
from courses.statuses import current, with_status
from tests.courses.factories import add_lesson, lessons_of, release
from tests.courses.learning import (
    EVERYONE,
    change,
    do,
    finish,
    left_in,
    periods,
    release_for_everyone,
    update_of,
)
from training.notices.models import Notice
from training.notices.sending import written
from training.people import joining

SOON = date(2099, 3, 1)


# --- What is no release -----------------------------------------------------------------------------------


def test_a_published_correction_affects_nobody_and_is_nothing_to_release(course, begun, ben):
    finish(ben, course)
    before = list(Enrolment.objects.values()), list(Completion.objects.values())
    change(lessons_of(course)[0], title="A better title", alternative="<p>Better words.</p>")
    ticking.tick(timezone.now())
    assert (list(Enrolment.objects.values()), list(Completion.objects.values())) == before
    with pytest.raises(releasing.NothingToRelease):
        release(course)


def test_a_lesson_published_and_not_released_is_asked_of_nobody(course, begun):
    add_lesson(course, "Three")
    ticking.tick(timezone.now())
    assert periods(begun.learner) == [(1, 1, "self")]
    assert left_in(begun) == ["Two"]


def test_a_course_that_is_not_published_is_not_released(course):
    add_lesson(course, "Three")
    course.unpublish()
    with pytest.raises(releasing.NothingToRelease):
        release(course)


def test_a_release_takes_what_is_published_and_not_what_its_caller_holds(course):
    held = CoursePage.objects.get(pk=course.pk)
    change(course, pass_mark=90)
    assert release(held).rules["pass_mark"] == 90


# --- For new starters --------------------------------------------------------------------------------------


def test_a_release_for_new_starters_leaves_everybody_else_alone(course, begun, ben):
    add_lesson(course, "Three")
    second = release(course)
    ticking.tick(timezone.now())
    begun.refresh_from_db()
    assert begun.edition.number == 1
    assert left_in(begun) == ["Two"]
    assert enrolling.enrol(ben, course).edition == second


# --- For everyone: in progress -----------------------------------------------------------------------------


def test_a_release_for_everyone_moves_people_in_progress_and_keeps_what_they_did(course, begun):
    done = list(begun.completions.values())
    add_lesson(course, "Three")
    edition = release_for_everyone(course)
    begun.refresh_from_db()
    assert begun.edition == edition
    assert list(begun.completions.values()) == done
    assert left_in(begun) == ["Two", "Three"]
    assert begun.events.filter(kind="edition_changed", data={"from": 1, "to": 2}).count() == 1


def test_somebody_with_two_editions_to_come_ends_on_the_newest_for_everyone(course, begun):
    add_lesson(course, "Three")
    second = releasing.release(course, released_for=EVERYONE)
    add_lesson(course, "Four")
    third = releasing.release(course, released_for=EVERYONE)
    # The worker may take them in any order.
    for edition in (third, second, third):
        releasing.move_everyone(edition)
    begun.refresh_from_db()
    assert begun.edition == third
    assert left_in(begun) == ["Two", "Three", "Four"]
    assert begun.events.filter(kind="edition_changed").count() == 1


def test_a_later_edition_for_new_starters_stops_no_move_that_was_interrupted(course, begun):
    add_lesson(course, "Three")
    second = releasing.release(course, released_for=EVERYONE)
    add_lesson(course, "Four")
    release(course)
    ticking.tick(timezone.now())
    begun.refresh_from_db()
    assert begun.edition == second


def test_an_edition_that_only_takes_away_completes_who_lacks_nothing_else(course, begun, ben):
    trained = finish(ben, course)
    change(lessons_of(course)[1], is_required=False)
    release_for_everyone(course)
    begun.refresh_from_db()
    assert begun.completed_at is not None
    assert periods(trained.learner) == [(1, 1, "self")]


# --- For everyone: already trained -------------------------------------------------------------------------


def test_people_already_trained_are_asked_for_the_difference_only(course, trained):
    add_lesson(course, "Three")
    edition = release_for_everyone(course)
    releasing.move_everyone(edition)
    update = update_of(trained.learner)
    assert periods(trained.learner) == [(1, 1, "self"), (2, 2, "update")]
    assert left_in(update) == ["Three"]
    kept = ["activity_key", "page_id", "revision", "score", "completed_at"]
    assert list(update.completions.values(*kept)) == list(trained.completions.values(*kept))
    assert set(update.completions.values_list("how", flat=True)) == {"carried_over"}


def test_an_update_keeps_the_day_on_which_the_training_runs_out_whatever_the_rules_say_now(course, trained):
    three = add_lesson(course, "Three")
    change(course, certificate_valid_months=6)
    release_for_everyone(course)
    trained.refresh_from_db()
    assert trained.valid_until == date(2028, 3, 3)
    update = do(update_of(trained.learner), [three])
    assert update.completed_at.date() == timezone.now().date()
    assert update.valid_until == date(2028, 3, 3)


def test_new_months_count_for_whoever_completes_under_them_and_for_nobody_before(course, trained, ben):
    change(course, certificate_valid_months=6)
    release_for_everyone(course)
    assert periods(trained.learner) == [(1, 1, "self")]
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        assert finish(ben, course).valid_until == date(2027, 5, 3)


def test_who_has_done_it_already_and_whose_training_has_run_out_is_not_asked(course, amara, ben):
    three = add_lesson(course, "Three", is_required=False)
    release(course)
    do(enrolling.enrol(amara, course), reversed(lessons_of(course)))
    with time_machine.travel(datetime(2020, 3, 3, 9, tzinfo=UTC)):
        do(enrolling.enrol(ben, course), lessons_of(course)[:2])
    change(three, is_required=True)
    release_for_everyone(course)
    assert periods(amara) == [(1, 2, "self")]
    assert periods(ben) == [(1, 2, "self")]


def test_an_update_that_is_not_done_moves_on_to_the_next_edition(course, trained):
    add_lesson(course, "Three")
    release_for_everyone(course)
    add_lesson(course, "Four")
    release_for_everyone(course)
    assert periods(trained.learner) == [(1, 1, "self"), (2, 3, "update")]
    assert left_in(update_of(trained.learner)) == ["Three", "Four"]


# --- By a date ---------------------------------------------------------------------------------------------


def test_an_update_is_due_on_its_editions_day_and_overdue_after_it(course, trained, amara):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    update = with_status(amara.enrolments.all()).get(source="update")
    assert (update.due_on, update.status) == (SOON, "not_started")
    assert update.events.get(kind="enrolled").data["update_due_on"] == "2099-03-01"
    # Until then she counts as trained; from then on as late, even while the old certificate holds.
    assert with_status(current(amara.enrolments.all())).get().status == "done"
    later = date(2026, 12, 2)
    Enrolment.objects.filter(pk=update.pk).update(update_due_on=date(2026, 12, 1))
    assert with_status(current(amara.enrolments.all(), on=later), on=later).get().status == "overdue"


def test_the_earliest_of_an_editions_day_and_what_a_requirement_asks_counts(course, trained, amara, ben, team):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    update = update_of(amara)
    requirement = requiring.require(course, team, due_on=date(2099, 2, 1), actor=ben, learners=[amara])
    update.obligations.create(requirement=requirement, due_on=date(2099, 2, 1))
    assert with_status(Enrolment.objects.filter(pk=update.pk)).get().due_on == date(2099, 2, 1)
    requiring.end(requirement, actor=ben)
    assert with_status(Enrolment.objects.filter(pk=update.pk)).get().due_on == SOON


def test_a_later_edition_never_puts_off_the_day_of_an_earlier_one(course, trained, amara):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    for title, due_on in (("Four", None), ("Five", SOON + timedelta(days=9)), ("Six", SOON - timedelta(days=9))):
        add_lesson(course, title)
        release_for_everyone(course, due_on=due_on)
        expected = min(SOON, due_on or SOON)
        assert update_of(amara).update_due_on == expected
    assert update_of(amara).edition.number == 5


def test_whoever_is_asked_for_a_difference_is_told_once_what_and_by_when(course, trained, amara):
    add_lesson(course, "Three")
    edition = release_for_everyone(course, due_on=SOON)
    releasing.move_everyone(edition)
    message = written(Notice.objects.get(address=amara.email))
    assert message.subject == "Something new in your training: Recognise and respond"
    assert "by the end of 1 March 2099" in message.body
    assert "/my-training/" in message.body


def test_my_training_shows_the_day_and_only_the_difference(client, course, trained, amara):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    client.force_login(amara)
    page = " ".join(client.get("/my-training/").content.decode().split())
    assert "Due by 1 March 2099." in page
    assert "2 of 3 finished, about 5 minutes left." in page


# --- People who go and come --------------------------------------------------------------------------------


def test_who_has_left_is_not_asked_and_who_comes_back_is_with_time_to_do_it(
    course, trained, ben, team, django_capture_on_commit_callbacks
):
    amara = trained.learner
    joining.leave(amara.memberships.get(), actor=ben)
    amara.memberships.update(ended_on=date(2026, 6, 1))
    add_lesson(course, "Three")
    soon = timezone.localdate() + timedelta(days=3)
    release_for_everyone(course, due_on=soon)
    ticking.tick(timezone.now())
    assert periods(amara) == [(1, 1, "self")]
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(amara, team, role=None, access="none", actor=ben)
    assert periods(amara) == [(1, 1, "self"), (2, 2, "update")]
    assert update_of(amara).update_due_on == timezone.localdate() + timedelta(days=30)


def test_a_closed_account_is_not_asked(course, trained):
    trained.learner.is_active = False
    trained.learner.save()
    add_lesson(course, "Three")
    release_for_everyone(course)
    assert periods(trained.learner) == [(1, 1, "self")]


# --- Interrupted and repeated ------------------------------------------------------------------------------


def test_a_move_that_was_interrupted_is_finished_by_the_ticker_and_again_changes_nothing(course, amara, ben):
    begun, trained = enrolling.enrol(amara, course), finish(ben, course)
    add_lesson(course, "Three")
    releasing.release(course, released_for=EVERYONE)
    for _again in range(2):
        ticking.tick(timezone.now())
        begun.refresh_from_db()
        assert begun.edition.number == 2
        assert periods(trained.learner) == [(1, 1, "self"), (2, 2, "update")]
        assert begun.events.filter(kind="edition_changed").count() == 1
