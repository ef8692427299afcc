"""What the editor refuses and shows, through the real editor. Most of what it refuses stands in tests/guarding."""

import pytest

from courses.models import Enrolment, LessonPage
from tests.courses.factories import lessons_of
from training.people.models import FrontlineRole


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    return client


def test_deleting_a_released_lesson_that_nobody_finished_is_refused(editor, course):
    lesson = lessons_of(course)[0]
    editor.post(f"/cms/pages/{lesson.pk}/delete/")
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


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


def test_the_lessons_of_a_course_are_listed_as_learners_meet_them(editor, course):
    one, two = lessons_of(course)
    one.save_revision().publish()
    two.save_revision().publish()
    page = editor.get(f"/cms/pages/{one.get_parent().pk}/").text
    assert page.index(f'id="page_{one.pk}_title"') < page.index(f'id="page_{two.pk}_title"')
