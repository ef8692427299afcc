"""Editions, where activities go and come, move, are duplicated, or are given to other roles."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from courses import enrolling, ticking
from courses.models import CoursePage, Enrolment, LessonPage
from quizzes import attempting, editions
from quizzes.models import QuizPage
from tests.cast import join
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from tests.courses.learning import change, do, finish, for_role, left_in, periods, release_for_everyone, update_of
from tests.quizzes.making import make_quiz, make_true_false, right_answer
from training.people import joining
from training.people.models import FrontlineRole

# --- Activities that go and come ---------------------------------------------------------------------------


@pytest.mark.parametrize("is_scheduled", [False, True], ids=["by hand", "by schedule"])
def test_whoever_lacked_only_an_unpublished_lesson_is_completed_by_the_next_tick_dated_then(
    course, amara, is_scheduled
):
    one, two = lessons_of(course)
    with time_machine.travel(datetime(2026, 11, 1, 9, tzinfo=UTC)):
        enrolment = do(enrolling.enrol(amara, course), [one])
    if is_scheduled:
        change(two, expire_at=datetime(2026, 11, 3, 8, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        if is_scheduled:
            call_command("publish_scheduled", verbosity=0)
        else:
            two.unpublish()
    with time_machine.travel(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        ticking.tick(timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.completed_at.date() == date(2026, 11, 3)


def test_no_screen_of_hers_waits_for_an_unpublished_lesson(client, course, begun):
    lesson = add_lesson(course, "Three")
    release_for_everyone(course)
    lesson.unpublish()
    client.force_login(begun.learner)
    assert "1 of 2 finished, about 5 minutes left." in " ".join(client.get("/my-training/").content.decode().split())
    with_course = " ".join(client.get(course.url).content.decode().split())
    assert "1 of 2" in with_course
    assert "Three" not in with_course


def test_a_lesson_published_again_is_asked_again_of_those_who_go_on_and_of_nobody_else(course, begun, ben):
    two = lessons_of(course)[1]
    two.unpublish()
    assert left_in(begun) == []
    ticking.tick(timezone.now())
    begun.refresh_from_db()
    completed_at = begun.completed_at
    assert completed_at
    two.save_revision().publish()
    late = do(enrolling.enrol(ben, course), lessons_of(course)[:1])
    ticking.tick(timezone.now())
    begun.refresh_from_db()
    assert begun.completed_at == completed_at
    assert periods(begun.learner) == [(1, 1, "self")]
    assert left_in(late) == ["Two"]


def test_an_unpublished_lesson_leaves_the_next_edition_and_a_published_one_comes_back_to_it(course, begun):
    two = lessons_of(course)[1]
    two.unpublish()
    add_lesson(course, "Three")
    assert [item["title"] for item in release_for_everyone(course).outline] == ["One", "Three"]
    two = LessonPage.objects.get(pk=two.pk)
    two.save_revision().publish()
    release_for_everyone(course)
    begun.refresh_from_db()
    assert left_in(begun) == ["Two", "Three"]


def test_an_alias_that_goes_with_its_source_completes_those_who_lacked_only_that(course, ben):
    other = make_course("Another course", lessons=["Own"], released=False)
    source = lessons_of(course)[0]
    alias = source.create_alias(parent=other)
    release(CoursePage.objects.get(pk=other.pk))
    enrolment = do(enrolling.enrol(ben, other), lessons_of(other)[:1])
    assert alias.translation_key != source.translation_key
    assert left_in(enrolment) == ["One"]
    source.unpublish()
    ticking.tick(timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_a_lesson_moved_within_its_course_keeps_its_records_and_only_reorders_the_next_edition(course, begun):
    one = lessons_of(course)[0]
    one.move(course, pos="last-child")
    assert left_in(begun) == ["Two"]
    edition = release_for_everyone(CoursePage.objects.get(pk=course.pk))
    assert [item["title"] for item in edition.outline] == ["Two", "One"]
    begun.refresh_from_db()
    assert left_in(begun) == ["Two"]


@pytest.mark.parametrize("how", ["copy", "alias"])
def test_a_duplicated_course_shares_no_key_no_record_and_no_edition(course, begun, how):
    if how == "copy":
        twin = course.copy(recursive=True, update_attrs={"slug": "twin", "title": "Twin"})
    else:
        twin = course.create_alias(recursive=True, parent=course.get_parent(), update_slug="twin")
    keys = {lesson.key for lesson in lessons_of(twin)}
    assert len(keys) == 2
    assert not keys & {lesson.key for lesson in lessons_of(course)}
    with pytest.raises(enrolling.NotReleased):
        enrolling.enrol(begun.learner, twin)
    edition = release(CoursePage.objects.get(pk=twin.pk))
    assert edition.number == 1
    theirs = do(enrolling.enrol(begun.learner, twin), lessons_of(twin))
    assert theirs.completed_at
    begun.refresh_from_db()
    assert begun.completed_at is None
    assert begun.completions.count() == 1


# --- Roles -------------------------------------------------------------------------------------------------


def test_a_lesson_given_to_a_role_is_asked_of_that_role_alone_once_released(course, trained, ben, team):
    join(ben, team, role="licensing")
    finish(ben, course)
    for_role(add_lesson(course, "Three"), "licensing")
    release_for_everyone(course)
    assert periods(trained.learner) == [(1, 1, "self")]
    assert left_in(update_of(ben)) == ["Three"]


def test_a_lesson_taken_from_a_role_completes_those_who_lacked_only_that(course, begun):
    for_role(lessons_of(course)[1], "licensing")
    assert left_in(begun) == ["Two"]
    release_for_everyone(course)
    begun.refresh_from_db()
    assert begun.completed_at


def test_a_person_whose_role_changes_is_asked_by_the_new_role_and_keeps_what_she_did(
    course, begun, ben, django_capture_on_commit_callbacks
):
    for_role(add_lesson(course, "For licensing"), "licensing")
    release_for_everyone(course)
    begun.refresh_from_db()
    assert left_in(begun) == ["Two"]
    membership = begun.learner.memberships.get()
    with django_capture_on_commit_callbacks(execute=True):
        joining.change_role(membership, FrontlineRole.objects.get(slug="licensing"), actor=ben)
    begun = Enrolment.objects.get(pk=begun.pk)
    assert left_in(begun) == ["Two", "For licensing"]
    assert begun.completions.count() == 1


# --- Quizzes -----------------------------------------------------------------------------------------------


def test_a_quiz_replaced_by_another_is_asked_of_everybody_and_the_old_pass_stands(course, amara, ben):
    old = make_quiz(CoursePage.objects.get(pk=course.pk), [make_true_false()], slug="old")
    editions.build(old)
    release(course)
    for person, lessons in ((amara, lessons_of(course)), (ben, [])):
        period = do(enrolling.enrol(person, course), lessons)
        attempt = attempting.start(period, old)
        for response in attempt.responses.all():
            attempting.save(response, right_answer(attempt.edition.quiz.by_key[response.question_key]))
        attempting.submit(attempt)
    passed = list(amara.enrolments.get().completions.filter(how="marked").values())
    QuizPage.objects.get(pk=old.pk).unpublish()
    make_quiz(CoursePage.objects.get(pk=course.pk), [make_true_false("Is it so?")], slug="new", title="Another quiz")
    release_for_everyone(course)
    assert left_in(update_of(amara)) == ["Another quiz"]
    assert left_in(ben.enrolments.get()) == ["One", "Two", "Another quiz"]
    assert list(amara.enrolments.get(number=1).completions.filter(how="marked").values()) == passed
