"""A whole form of answers is kept at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes import attempting, records
from quizzes.models import ResponseEvent
from tests.quizzes.making import right_answer

pytestmark = pytest.mark.django_db


def right_answers(attempt):
    by_key = attempt.edition.quiz.by_key
    return {response.pk: right_answer(by_key[response.question_key]) for response in attempt.responses.all()}


def test_three_queries_keep_however_many_answers(attempt, amara):
    answers = right_answers(attempt)
    with CaptureQueriesContext(connection) as queries:
        attempting.save_all(attempt, answers, actor=amara)
    assert sum(query["sql"].startswith(("SELECT", "INSERT", "UPDATE")) for query in queries) == 3
    kept = {response.pk: response for response in attempt.responses.all()}
    assert {pk: response.answer for pk, response in kept.items()} == answers
    assert {(event.seq, event.actor_id) for event in ResponseEvent.objects.all()} == {(1, amara.pk)}
    assert all(response.seq == 1 and response.saved_at for response in kept.values())


def test_one_wrong_answer_keeps_none(attempt, amara):
    answers = right_answers(attempt)
    answers[next(iter(answers))] = {"chosen": ["made-up"]}
    with pytest.raises(attempting.Refused):
        attempting.save_all(attempt, answers, actor=amara)
    assert not ResponseEvent.objects.exists()


def test_after_submission_none_is_kept(attempt, amara):
    answers = right_answers(attempt)
    attempting.submit(attempt, actor=amara)
    with pytest.raises(attempting.Refused) as refused:
        attempting.save_all(attempt, answers, actor=amara)
    assert refused.value.reason == "late-answer"
    assert not ResponseEvent.objects.filter(kind=ResponseEvent.Kind.SAVED).exists()


def test_the_last_answers_are_kept_with_the_submission_and_ask_no_more_queries(attempt, amara):
    answers = right_answers(attempt)
    with CaptureQueriesContext(connection) as queries:
        assert attempting.submit(attempt, answers=answers, actor=amara)
    writes = [query["sql"] for query in queries if "quizzes_response" in query["sql"].partition("WHERE")[0]]
    # The answers, their events (saved, submitted, marked) and what they come to.
    assert len(writes) == 3, "\n".join(writes)
    attempt.refresh_from_db()
    assert attempt.passed
    kinds = [ResponseEvent.Kind.SAVED, ResponseEvent.Kind.SUBMITTED, ResponseEvent.Kind.MARKED]
    for response in attempt.responses.all():
        assert [event.kind for event in response.events.order_by("seq")] == kinds
        assert (response.answer, response.seq, response.saved_at) == (answers[response.pk], 3, attempt.submitted_at)
    assert list(records.differences()) == []


def test_one_wrong_last_answer_leaves_the_attempt_as_it_was(attempt, amara):
    answers = right_answers(attempt)
    answers[next(iter(answers))] = {"chosen": ["made-up"]}
    with pytest.raises(attempting.Refused):
        attempting.submit(attempt, answers=answers, actor=amara)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not ResponseEvent.objects.exists()
