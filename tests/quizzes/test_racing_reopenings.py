"""Opening an attempt again while others do the same, begin another, mark it or finish it: real threads, real commits."""

import pytest

from courses.models import Completion, CoursePage
from quizzes import assessing, attempting, records, reopening
from quizzes.models import Attempt, Reopening, Response
from quizzes.refusing import Refused
from tests.cast import make_chidi, make_user
from tests.quizzes import making
from tests.quizzes.questions import test_free_text as free_text
from tests.racing import race, real_database  # noqa: F401
from training.people.models import User

pytestmark = [pytest.mark.promise(4), pytest.mark.usefixtures("real_database")]
AT_ONCE = 4


@pytest.fixture
def chidi(real_database):  # noqa: F811
    return make_chidi()


@pytest.fixture
def reopen(chidi):
    """An act that opens an attempt again."""
    admin = User.objects.create_superuser("admin@northmere.example", "x", name="Admin")
    return lambda attempt: lambda: reopening.reopen(attempt, reason="fault", actor=admin)


def begin(chidi, *questions):
    course = making.make_course()
    quiz = making.make_quiz(course, questions)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    enrolment = making.enrol(make_user("Amara Okafor"), course)
    return attempting.start(enrolment, quiz), enrolment, quiz


def sound(outcomes):
    assert all(not isinstance(one, Exception) or isinstance(one, Refused) for one in outcomes), outcomes
    assert list(records.differences()) == []


def test_several_who_open_it_at_once_give_one_reopening(chidi, reopen):
    attempt, _enrolment, _quiz = begin(chidi, making.make_single())
    attempting.submit(attempt)
    outcomes = race(*[reopen(attempt)] * AT_ONCE)
    assert sum(isinstance(one, Reopening) for one in outcomes) == Reopening.objects.count() == 1
    sound(outcomes)


def test_beside_a_new_start_one_attempt_is_in_progress(chidi, reopen):
    attempt, enrolment, quiz = begin(chidi, making.make_single())
    attempting.submit(attempt)
    starts = [lambda: attempting.start(enrolment, quiz)] * AT_ONCE
    outcomes = race(reopen(attempt), *starts, reopen(attempt))
    assert Attempt.objects.open().count() == 1
    # Whichever came first, everybody who started got that one.
    assert {one.pk for one in outcomes if isinstance(one, Attempt)} == {Attempt.objects.open().get().pk}
    sound(outcomes)


def test_beside_marks_and_a_submission_nothing_hangs_and_all_is_sound(chidi, reopen):
    attempt, _enrolment, _quiz = begin(chidi, free_text.make(is_marked_by_person=True))
    (response,) = attempt.responses.all()
    attempting.submit(attempt, answers={response.pk: {"done": True, "met": []}}, texts={response.pk: "I saw a bed."})
    response = Response.objects.get()
    points = {one.key: one.points for one in attempt.edition.quiz.questions[0].criteria}
    assess = lambda: assessing.assess(response, points, seen=response.seq, actor=chidi)  # noqa: E731
    outcomes = race(assess, reopen(attempt), assess, reopen(attempt), lambda: attempting.submit(attempt))
    sound(outcomes)
    assert Completion.objects.count() == sum(one is None for one in outcomes)
