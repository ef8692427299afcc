"""Editions: every case that the design names, from a corrected comma to a learner who comes back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses import enrolling, releasing, ticking
from courses.models import Completion, CoursePage, Enrolment
from tests.courses.factories import add_lesson, lessons_of, release
from tests.courses.learning import (
    EVERYONE,
    change,
    finish,
    left_in,
    periods,
    release_for_everyone,
    update_of,
)
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


def test_who_comes_back_is_not_asked_for_what_is_taken_down_by_then(
    course, trained, amara, ben, team, django_capture_on_commit_callbacks
):
    joining.leave(amara.memberships.get(), actor=ben)
    amara.memberships.update(ended_on=date(2026, 6, 1))
    three = add_lesson(course, "Three")
    release_for_everyone(course)
    three.unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(amara, team)
    assert periods(amara) == [(1, 1, "self")]


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
