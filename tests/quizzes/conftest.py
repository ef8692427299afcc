"""A released course with a quiz of three questions, and Amara on it."""

import pytest

from quizzes import attempting, editions
from tests.once import anew
from tests.quizzes import making


@pytest.fixture(scope="module")
def course_once(made_once):
    """The course of a file's tests. Publishing is slow, so that it and its quiz are made once."""
    return making.make_course()


@pytest.fixture(scope="module")
def questions_once(course_once):
    """A must-pass single choice, a multiple choice and a true-or-false."""
    return [
        making.make_single(is_must_pass=True, lesson=making.lesson_of(course_once)),
        making.make_multiple(),
        making.make_true_false(),
    ]


@pytest.fixture(scope="module")
def quiz_once(course_once, questions_once):
    """The quiz that asks them, with its first edition."""
    page = making.make_quiz(course_once, questions_once)
    editions.build(page)
    return page


@pytest.fixture
def course(db, course_once):
    """The course, as it was made."""
    return anew(course_once)


@pytest.fixture
def questions(db, questions_once):
    """The questions, as they were made."""
    return [anew(question) for question in questions_once]


@pytest.fixture
def quiz(db, quiz_once):
    """The quiz, as it was made."""
    return anew(quiz_once)


@pytest.fixture
def enrolment(amara, chidi, course, quiz):
    making.release(course, chidi)
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
