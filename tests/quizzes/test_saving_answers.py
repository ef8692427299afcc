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


def test_a_page_says_which_questions_nobody_touched_on_it_and_finishes_with_the_newer_answers(browser, attempt):
    old = form_for(attempt, how=wrong_answer, untouched="1 3")
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt, then="later"))
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), old)
    assert not Attempt.objects.get().is_open
    assert [response.is_right for response in attempt.responses.all()] == [True, False, True]


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


@pytest.mark.parametrize(("position", "seen"), [(1, None), (2, None), (1, 1), (3, 1)])
def test_an_autosave_that_holds_no_answer_wipes_out_none(browser, attempt, position, seen, caplog):
    response = attempt.responses.get(position=position)
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    attempting.save(response, answer)
    reply = save(browser, response, None, seen=seen)
    assert (reply.status_code, "could not be read" in reply.json()["problem"]) == (400, True)
    assert "no-answer" in caplog.text
    response.refresh_from_db()
    assert (response.answer, response.seq) == (answer, 1)


def test_unticking_the_last_box_is_an_answer(browser, attempt):
    response = attempt.responses.get(position=2)
    attempting.save(response, right_answer(attempt.edition.quiz.by_key[response.question_key]))
    assert save(browser, response, None, seen=1).status_code == 200
    response.refresh_from_db()
    assert response.answer == {"chosen": []}


@pytest.mark.promise(8)
def test_an_answer_that_comes_late_leaves_a_newer_one_from_elsewhere_alone(browser, attempt, caplog):
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    assert save(browser, response, right_answer(snapshot), seen=0).json()["seen"] == 1
    reply = save(browser, response, wrong_answer(snapshot), seen=0)
    assert (reply.status_code, "another device" in reply.json()["problem"]) == (409, True)
    assert "outdated-answer" in caplog.text
    response.refresh_from_db()
    assert response.answer == right_answer(snapshot)
    assert save(browser, response, wrong_answer(snapshot), seen=1).json()["seen"] == 2


def test_an_outdated_answer_sent_again_still_gets_its_first_receipt(browser, attempt):
    response, key = attempt.responses.first(), uuid.uuid4()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    first = save(browser, response, right_answer(snapshot), key, seen=0).json()
    save(browser, response, wrong_answer(snapshot), seen=1)
    assert save(browser, response, right_answer(snapshot), key, seen=0).json() == first


@pytest.mark.parametrize("seen", ["", "x", "1.5"])
def test_an_answer_that_says_nonsense_about_what_was_seen_is_refused(browser, attempt, seen):
    response = attempt.responses.first()
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    assert save(browser, response, answer, seen=seen).status_code == 400
    assert not ResponseEvent.objects.exists()


def test_saving_an_answer_asks_at_most_six_queries(browser, attempt, django_assert_max_num_queries):
    response = attempt.responses.first()
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    with django_assert_max_num_queries(6):
        assert save(browser, response, answer, seen=0).status_code == 200


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
