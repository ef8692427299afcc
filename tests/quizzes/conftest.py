"""A released course with a quiz of three questions, and Amara on it."""

import pytest

from courses.models import CoursePage
from quizzes import attempting, editions
from tests.quizzes import making


@pytest.fixture
def course(db):
    return making.make_course()


@pytest.fixture
def questions(course):
    """A must-pass single choice, a multiple choice and a true-or-false."""
    return [
        making.make_single(is_must_pass=True, lesson=making.lesson_of(course)),
        making.make_multiple(),
        making.make_true_false(),
    ]


@pytest.fixture
def quiz(course, questions):
    page = making.make_quiz(course, questions)
    editions.build(page)
    return page


@pytest.fixture
def enrolment(amara, chidi, course, quiz):
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return making.enrol(amara, course)


@pytest.fixture
def attempt(enrolment, quiz):
    return attempting.start(enrolment, quiz)


@pytest.fixture
def answer_all(attempt):
    """Answer every question of Amara's attempt with a function of its snapshot."""

    def answer(how, but=None):
        for response in attempt.responses.all():
            snapshot = attempt.edition.quiz.by_key[response.question_key]
            attempting.save(response, (but or {}).get(response.position, how)(snapshot))

    return answer


@pytest.fixture
def browser(amara):
    """Amara, signed in."""
    return making.signed_in(amara)


@pytest.fixture
def editor(chidi):
    """Chidi, a trainer, signed in."""
    return making.signed_in(chidi)
