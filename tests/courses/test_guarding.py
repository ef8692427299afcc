"""What the editor refuses, through the real editor."""

import pytest
from wagtail.models import Page

from courses import completing, enrolling
from courses.models import Completion, CoursePage, Enrolment, LessonPage
from tests.courses.factories import add_lesson, lessons_of, make_course
from training.people.models import FrontlineRole


@pytest.fixture
def course(db):
    return make_course()


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    return client


@pytest.fixture
def completed(amara, course):
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how=Completion.How.SELF)
    return enrolment


def test_deleting_a_completed_lesson_is_refused_in_words(editor, course, completed):
    lesson = lessons_of(course)[0]
    response = editor.post(f"/cms/pages/{lesson.pk}/delete/", follow=True)
    assert response.status_code == 200
    assert "Unpublish it instead" in response.content.decode()
    assert LessonPage.objects.filter(pk=lesson.pk).exists()
    assert completed.completions.count() == 1


@pytest.mark.parametrize("above", ["course", "module"])
def test_deleting_what_stands_above_a_completed_lesson_is_refused(editor, course, completed, above):
    page = course if above == "course" else lessons_of(course)[0].get_parent()
    assert editor.post(f"/cms/pages/{page.pk}/delete/").status_code == 302
    assert Page.objects.filter(pk=page.pk).exists()
    assert completed.completions.count() == 1


def test_deleting_many_at_once_is_refused_too(editor, course, completed):
    one, two = lessons_of(course)
    response = editor.post(f"/cms/bulk/wagtailcore/page/delete/?id={one.pk}&id={two.pk}", follow=True)
    assert response.status_code == 200
    assert LessonPage.objects.filter(pk__in=[one.pk, two.pk]).count() == 2


def test_deleting_a_released_lesson_that_nobody_finished_is_refused(editor, course):
    lesson = lessons_of(course)[0]
    editor.post(f"/cms/pages/{lesson.pk}/delete/")
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


def test_a_lesson_that_was_never_released_can_be_deleted(editor, course):
    lesson = add_lesson(course, "Not released")
    editor.post(f"/cms/pages/{lesson.pk}/delete/")
    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


def test_moving_a_released_lesson_out_of_its_course_is_refused(editor, course):
    other = make_course("Another course", lessons=["Three"])
    lesson = lessons_of(course)[0]
    target = lessons_of(other)[0].get_parent()
    response = editor.post(f"/cms/pages/{lesson.pk}/move/{target.pk}/confirm/", follow=True)
    assert "cannot leave its course" in response.content.decode()
    assert LessonPage.objects.get(pk=lesson.pk).is_descendant_of(course)


def test_moving_a_lesson_within_its_course_keeps_every_record(editor, course, completed):
    lesson = lessons_of(course)[0]
    editor.post(f"/cms/pages/{lesson.pk}/move/{course.pk}/confirm/")
    assert LessonPage.objects.get(pk=lesson.pk).get_parent().pk == course.pk
    assert completed.completions.get().activity_key == lesson.key


def test_unpublishing_keeps_every_record(editor, course, completed):
    lesson = lessons_of(course)[0]
    editor.post(f"/cms/pages/{lesson.pk}/unpublish/")
    assert not LessonPage.objects.get(pk=lesson.pk).live
    assert completed.completions.count() == 1


def test_a_copied_course_starts_without_records(editor, course, completed):
    editor.post(
        f"/cms/pages/{course.pk}/copy/",
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": course.get_parent().pk, "copy_subpages": "on"},
    )
    copy = CoursePage.objects.get(slug="copy")
    assert copy.key != course.key
    assert not {lesson.key for lesson in lessons_of(copy)} & {lesson.key for lesson in lessons_of(course)}


def test_a_preview_of_a_lesson_writes_nothing(editor, course):
    lesson = lessons_of(course)[0]
    response = editor.get(f"/cms/pages/{lesson.pk}/view_draft/")
    assert response.status_code == 200
    assert "In a preview nothing is recorded" in response.content.decode()
    assert not Enrolment.objects.exists()


def test_roles_are_ticked_so_that_one_click_cannot_lose_the_others(editor, course):
    form = editor.get(f"/cms/pages/{course.pk}/edit/").content.decode()
    assert form.count('name="audience"') == FrontlineRole.objects.count()
    assert '<select name="audience"' not in form
