"""Starting, saving, submitting and building at once: real threads, real commits."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from courses.models import Completion, CoursePage
from quizzes import attempting, editions, ticking
from quizzes.attempting import Refused
from quizzes.models import Attempt, QuizEdition, Response, ResponseEvent
from tests.cast import make_user
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.rules import set_rules
from tests.racing import race, real_database  # noqa: F401

pytestmark = [pytest.mark.promise(4), pytest.mark.usefixtures("real_database")]
AT_ONCE = 8


@pytest.fixture
def begun(real_database):  # noqa: F811
    """An enrolment on a released course, and its quiz."""
    chidi = make_user("Chidi Eze")
    chidi.groups.add(Group.objects.get(name="Trainers"))
    course = making.make_course()
    quiz = making.make_quiz(course, [making.make_single(is_must_pass=True), making.make_multiple()])
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return making.enrol(make_user("Amara Okafor"), course), quiz


def answers(attempt, how):
    """[(response, answer)] for every question."""
    return [(response, how(attempt.edition.quiz.by_key[response.question_key])) for response in attempt.responses.all()]


def test_eight_builds_make_one_edition(begun):
    _enrolment, quiz = begun
    quiz.title = "Another title"
    quiz.save()
    built = race(*[lambda: editions.build(quiz).number] * AT_ONCE)
    assert built == [2] * AT_ONCE
    assert QuizEdition.objects.filter(quiz_key=quiz.key).count() == 2


def test_eight_starts_make_one_attempt(begun):
    enrolment, quiz = begun
    started = race(*[lambda: attempting.start(enrolment, quiz).pk] * AT_ONCE)
    assert len(set(started)) == 1
    assert Attempt.objects.count() == 1
    assert Response.objects.count() == 2


def test_the_last_attempt_is_taken_once(begun):
    enrolment, quiz = begun
    quiz.attempts_allowed = 2
    quiz.save_revision().publish()
    attempting.submit(attempting.start(enrolment, quiz))

    def go():
        attempt = attempting.start(enrolment, quiz)
        return attempting.submit(attempt)

    outcomes = race(*[go] * AT_ONCE)
    assert outcomes.count(True) == 1
    assert all(outcome in (True, False) or isinstance(outcome, Refused) for outcome in outcomes)
    assert Attempt.objects.count() == 2


@pytest.mark.promise(8)
def test_the_same_answer_sent_eight_times_is_one_event_with_one_receipt(begun):
    attempt = attempting.start(*begun)
    (response, answer), *_ = answers(attempt, right_answer)
    key = uuid.uuid4()
    receipts = race(*[lambda: attempting.save(response, answer, idempotency_key=key)] * AT_ONCE)
    assert len(set(receipts)) == 1
    assert ResponseEvent.objects.count() == 1


@pytest.mark.promise(8)
def test_eight_different_answers_are_eight_events_in_a_row(begun):
    attempt = attempting.start(*begun)
    (response, right), *_ = answers(attempt, right_answer)
    (_, wrong), *_ = answers(attempt, wrong_answer)
    race(*[lambda answer=answer: attempting.save(response, answer) for answer in [right, wrong] * (AT_ONCE // 2)])
    response.refresh_from_db()
    events = list(response.events.all())
    assert [event.seq for event in events] == list(range(1, AT_ONCE + 1))
    assert (response.answer, response.seq) == (events[-1].answer, AT_ONCE)


def test_eight_submissions_have_one_winner(begun):
    attempt = attempting.start(*begun)
    for response, answer in answers(attempt, right_answer):
        attempting.save(response, answer)
    outcomes = race(*[lambda: attempting.submit(attempt)] * AT_ONCE)
    assert sorted(outcomes) == [False] * (AT_ONCE - 1) + [True]
    assert Completion.objects.count() == 1
    assert ResponseEvent.objects.filter(kind="submitted").count() == 2


@pytest.mark.promise(8)
def test_an_answer_that_races_submission_is_in_the_result_or_refused(begun):
    enrolment, quiz = begun
    for _ in range(6):
        attempt = attempting.start(enrolment, quiz)
        pairs = answers(attempt, wrong_answer)
        acts = [lambda pair=pair: attempting.save(*pair) for pair in pairs for _ in range(3)]
        outcomes = race(*acts, lambda attempt=attempt: attempting.submit(attempt))
        for response, _ in pairs:
            acknowledged = list(response.events.filter(kind="saved"))
            submitted = response.events.get(kind="submitted")
            assert all(event.seq < submitted.seq for event in acknowledged)
            assert submitted.answer == (acknowledged[-1].answer if acknowledged else None)
        late = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert all(isinstance(outcome, Refused) for outcome in late)
        assert len(late) == len(acts) - ResponseEvent.objects.filter(response__attempt=attempt, kind="saved").count()


def test_the_ticker_and_the_learner_close_an_attempt_once(begun):
    enrolment, quiz = begun
    attempt = attempting.start(enrolment, set_rules(quiz, time_limit=30))
    for response, answer in answers(attempt, right_answer):
        attempting.save(response, answer)
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(hours=1))
    ticks = [lambda: ticking.close_overdue(timezone.now())] * (AT_ONCE // 2)
    outcomes = race(*ticks, *[lambda: attempting.submit(attempt)] * (AT_ONCE // 2))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    closed = Attempt.objects.get()
    assert (closed.passed, closed.submitted_at) == (True, closed.deadline_at)
    assert Completion.objects.count() == 1
    assert ResponseEvent.objects.filter(kind="submitted").count() == 2
