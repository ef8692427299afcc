"""Amara, who completed a course with boosters on 10 March 2026, one answer of three wrong."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from courses import completing, planning
from courses.models import Completion, CoursePage, FollowUp
from quizzes import attempting
from quizzes.models import QuizPage
from tests.once import anew
from tests.quizzes import making
from tests.quizzes.making import keys_of, lesson_of, make_single, right_answer

DONE_AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
# The day on which the first booster is due.
DUE_AT = datetime(2026, 4, 10, 9, tzinfo=UTC)


def believing(stem, misconception, **fields):
    """A single choice of which "Wait" names a misconception."""
    question = make_single(stem, is_published=False, **fields)
    question.options[1].value["misconception"] = misconception
    question.save_revision().publish()
    return question


@pytest.fixture(scope="module")
def boosted_once(made_once):
    """A course with boosters: a quiz of three questions, and a pool of four others."""
    course = making.make_course(boosters_from=date(2026, 1, 1))
    wrong, more = making.make_misconception(), making.make_topic("More")
    items = [believing("First?", wrong), making.make_multiple(), making.make_true_false()]
    believing("Other 1?", wrong, topic=more, lesson=lesson_of(course))
    for number in (2, 3, 4):
        make_single(f"Other {number}?", topic=more)
    making.make_quiz(course, items, [(more, 1)], pass_mark=50)
    making.release(CoursePage.objects.get(pk=course.pk), None)
    return CoursePage.objects.get(pk=course.pk)


@pytest.fixture
def boosted(db, boosted_once):
    """The course, as it was made."""
    return anew(boosted_once)


@pytest.fixture
def complete(boosted):
    """Have somebody complete the course. She chooses "Wait" in the first question, and is right in all others."""

    def finish(person, at=DONE_AT):
        with time_machine.travel(at, tick=False):
            period = making.enrol(person, boosted)
            completing.record(period, lesson_of(boosted).specific, how=Completion.How.SELF)
            attempt = attempting.start(period, QuizPage.objects.get())
            for response in attempt.responses.all():
                question = attempt.edition.quiz.by_key[response.question_key]
                is_first = "First" in question.stem
                attempting.save(response, keys_of(question, "Wait") if is_first else right_answer(question))
            attempting.submit(attempt)
            planning.plan()
        period.refresh_from_db()
        assert period.completed_at == at
        return period

    return finish


@pytest.fixture
def period(amara, complete):
    """Amara's period."""
    return complete(amara)


@pytest.fixture
def follow_up(period):
    """Her first booster, on the day on which it is due."""
    with time_machine.travel(DUE_AT, tick=False):
        yield FollowUp.objects.get(enrolment=period, kind=1)
