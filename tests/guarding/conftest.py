"""A course that somebody completed, and an administrator in the editor."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from certificates import issuing
from courses import completing, enrolling, requiring
from courses.models import CataloguePage
from quizzes import attempting, editions
from tests.courses.factories import lessons_of, make_course, release
from tests.once import amara, northmere, team
from tests.quizzes.making import make_quiz, make_true_false, right_answer

__all__ = ["amara", "northmere", "team"]


@pytest.fixture(scope="module")
def pages_once(amara_once, ben_once, team_once):
    """A course that Amara was asked to take and completed, with its certificate; what stands above it; another one."""
    course = make_course(lessons=["One"], released=False)
    module = lessons_of(course)[0].get_parent()
    quiz = make_quiz(module, [make_true_false()])
    editions.build(quiz)
    release(course)
    requiring.require(course, team_once, due_on=timezone.localdate() + timedelta(days=9), actor=ben_once)
    complete(amara_once, course, quiz)
    other = make_course("Another course", lessons=["Other"])
    catalogue = CataloguePage.objects.get()
    found = {"home": catalogue.get_parent(), "catalogue": catalogue, "course": course, "module": module}
    return found | {"lesson": lessons_of(course)[0], "quiz": quiz, "elsewhere": lessons_of(other)[0].get_parent()}


@pytest.fixture
def pages(db, pages_once):
    """The pages, as they were made."""
    return {kind: Page.objects.get(pk=page.pk).specific for kind, page in pages_once.items()}


def complete(amara, course, quiz):
    period = enrolling.enrol(amara, course)
    attempt = attempting.start(period, quiz)
    for response in attempt.responses.all():
        attempting.save(response, right_answer(attempt.edition.quiz.by_key[response.question_key]))
    attempting.submit(attempt)
    completing.record(period, lessons_of(course)[0], how="self")
    period.refresh_from_db()
    issuing.issue(period)


@pytest.fixture
def admin(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    return client
