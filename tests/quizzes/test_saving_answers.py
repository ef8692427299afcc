"""Saving answers: receipts, repetitions and refusals."""

import uuid

import pytest
from django.urls import reverse

from quizzes import attempting
from quizzes.models import Attempt, ResponseEvent
from quizzes.sheet import prefix_of
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.posting import form_for, save


def test_a_page_opened_long_ago_wipes_out_nothing_saved_since(browser, attempt):
    old = form_for(attempt, how=None, then="later")
    second = attempt.responses.get(position=2)
    snapshot = attempt.edition.quiz.by_key[second.question_key]
    save(browser, second, right_answer(snapshot))
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), old)
    second.refresh_from_db()
    assert second.answer == right_answer(snapshot)


def test_unticking_everything_one_had_seen_clears_the_answer(browser, attempt):
    second = attempt.responses.get(position=2)
    attempting.save(second, right_answer(attempt.edition.quiz.by_key[second.question_key]))
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt, how=None, then="later"))
    second.refresh_from_db()
    assert second.answer == {"chosen": []}


def test_an_autosaved_answer_gets_a_receipt_with_its_time(browser, attempt):
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    receipt = save(browser, response, right_answer(snapshot)).json()
    response.refresh_from_db()
    assert receipt["message"].startswith("Saved at ")
    assert receipt["saved_at"] == response.saved_at.isoformat()
    assert receipt["seen"] == 1


def test_a_replayed_autosave_gets_the_same_receipt(browser, attempt):
    response, key = attempt.responses.first(), uuid.uuid4()
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    assert save(browser, response, answer, key).json() == save(browser, response, answer, key).json()
    assert ResponseEvent.objects.count() == 1


def test_saving_an_answer_asks_at_most_six_queries(browser, attempt, django_assert_max_num_queries):
    response = attempt.responses.first()
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    with django_assert_max_num_queries(6):
        assert save(browser, response, answer).status_code == 200


def test_a_tampered_option_is_refused_and_logged(browser, attempt, caplog):
    response = attempt.responses.first()
    reply = save(browser, response, {"chosen": ["made-up"]})
    assert reply.status_code == 409
    assert "not one of the answers" in reply.json()["problem"]
    assert "not-an-option" in caplog.text and "made-up" not in caplog.text
    assert not ResponseEvent.objects.exists()


def test_a_tampered_form_saves_nothing_at_all(browser, attempt):
    answers = form_for(attempt)
    answers[f"{prefix_of(attempt.responses.last())}-answer"] = ["made-up"]
    reply = browser.post(reverse("quizzes:submit", args=[attempt.pk]), answers, follow=True)
    assert "Nothing was saved" in reply.text
    assert not ResponseEvent.objects.exists()
    assert Attempt.objects.get().is_open


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_an_answer_without_a_key_is_refused(browser, attempt, key):
    url = reverse("quizzes:save-answer", args=[attempt.responses.first().pk])
    assert browser.post(url, {"idempotency_key": key}).status_code == 400


def test_a_late_answer_is_refused_in_plain_words(browser, attempt):
    attempting.submit(attempt)
    response = attempt.responses.first()
    reply = save(browser, response, right_answer(attempt.edition.quiz.by_key[response.question_key]))
    assert (reply.status_code, "finished" in reply.json()["problem"]) == (409, True)


def test_a_replayed_submission_changes_nothing_and_is_logged(browser, attempt, caplog):
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt, how=wrong_answer))
    before = Attempt.objects.values().get()
    reply = browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt), follow=True)
    assert "Nothing was changed" in reply.text
    assert Attempt.objects.values().get() == before
    assert "replayed-submit" in caplog.text


def test_somebody_signed_out_is_told_so(attempt, client):
    response = attempt.responses.first()
    reply = save(client, response, right_answer(attempt.edition.quiz.by_key[response.question_key]))
    assert (reply.status_code, "signed out" in reply.json()["problem"]) == (401, True)
