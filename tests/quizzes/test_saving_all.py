"""A whole form of answers is kept at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes import attempting
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
