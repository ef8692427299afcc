"""Releasing editions, for new starters and for everyone."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from courses import completing, enrolling, releasing, ticking
from courses.models import Completion, CourseEdition, Enrolment
from tests.courses.factories import add_lesson, lessons_of, make_course, release

EVERYONE = CourseEdition.For.EVERYONE


def finish_all(user, course):
    enrolment = enrolling.enrol(user, course)
    for lesson in lessons_of(course):
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    enrolment.refresh_from_db()
    return enrolment


def test_a_release_for_new_starters_leaves_people_in_progress_alone(amara, ben):
    course = make_course()
    enrolment = enrolling.enrol(amara, course)
    add_lesson(course, "Three")
    second = release(course)
    enrolment.refresh_from_db()
    assert enrolment.edition.number == 1
    assert enrolling.enrol(ben, course).edition == second


def test_a_release_for_everyone_moves_people_and_keeps_what_they_did(amara):
    course = make_course()
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how=Completion.How.SELF)
    add_lesson(course, "Three")
    edition = release(course, EVERYONE)
    releasing.move_everyone(edition)
    enrolment.refresh_from_db()
    assert enrolment.edition == edition
    assert enrolment.completions.count() == 1
    assert enrolment.events.filter(kind="edition_changed", data={"from": 1, "to": 2}).exists()


def test_people_already_trained_are_asked_for_the_difference_only(amara):
    course = make_course()
    first = finish_all(amara, course)
    add_lesson(course, "Three")
    edition = release(course, EVERYONE)
    releasing.move_everyone(edition)
    releasing.move_everyone(edition)
    update = Enrolment.objects.get(learner=amara, number=2)
    assert update.source == Enrolment.Source.UPDATE
    assert len(completing.lacking(update)) == 1
    carried = {completion.activity_key: completion.completed_at for completion in update.completions.all()}
    assert carried == {done.activity_key: done.completed_at for done in first.completions.all()}


def test_the_update_keeps_the_old_expiry(amara):
    course = make_course()
    first = finish_all(amara, course)
    three = add_lesson(course, "Three")
    releasing.move_everyone(release(course, EVERYONE))
    update = Enrolment.objects.get(learner=amara, number=2)
    completing.record(update, three, how=Completion.How.SELF)
    update.refresh_from_db()
    assert update.valid_until == first.valid_until


def test_a_release_that_takes_a_lesson_out_completes_those_who_lack_nothing_else(amara):
    course = make_course()
    one, two = lessons_of(course)
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, one, how=Completion.How.SELF)
    two.is_required = False
    two.save_revision().publish()
    releasing.move_everyone(release(course, EVERYONE))
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_nothing_changed_is_nothing_to_release(db):
    course = make_course()
    with pytest.raises(releasing.NothingToRelease):
        release(course)


def test_a_correction_of_words_is_nothing_to_release(db):
    course = make_course()
    lesson = lessons_of(course)[0]
    lesson.title = "A better title"
    lesson.alternative = "<p>Better words.</p>"
    lesson.save_revision().publish()
    with pytest.raises(releasing.NothingToRelease):
        release(course)


def test_the_difference_names_what_changes(db):
    course = make_course()
    one = lessons_of(course)[0]
    one.unpublish()
    add_lesson(course, "Three")
    two = lessons_of(course)[1]
    two.minutes = 17
    two.save_revision().publish()
    difference = releasing.difference(course)
    assert difference["retimed"] == ["Two"]
    assert not difference["is_reordered"]
    assert (difference["added"], difference["removed"], difference["rules"]) == (["Three"], ["One"], False)


def test_whoever_lacked_only_an_unpublished_lesson_is_completed_by_the_ticker_dated_then(amara):
    course = make_course()
    one, two = lessons_of(course)
    enrolment = enrolling.enrol(amara, course)
    with time_machine.travel(datetime(2026, 11, 1, 9, tzinfo=UTC)):
        completing.record(enrolment, one, how=Completion.How.SELF)
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        two.unpublish()
    with time_machine.travel(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        ticking.tick(timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.completed_at.date() == date(2026, 11, 3)


def test_a_release_that_was_interrupted_is_finished_by_the_ticker(amara):
    course = make_course()
    enrolment = enrolling.enrol(amara, course)
    add_lesson(course, "Three")
    edition = release(course, EVERYONE)
    ticking.tick(timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.edition == edition
