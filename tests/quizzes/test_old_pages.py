"""A page that was opened before the site was updated: what it sends is kept, or it is said that it was not."""

import pytest
from django.urls import reverse

from quizzes.models import Attempt, ResponseEvent
from quizzes.sheet import prefix_of
from tests.quizzes.making import right_answer
from tests.quizzes.posting import as_before, as_posted, form_for

pytestmark = pytest.mark.django_db
KEY = "4cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a"


def one_answer(attempt, **more):
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    given = as_posted(snapshot, right_answer(snapshot), prefix_of(response))
    return response, {"idempotency_key": KEY, f"{prefix_of(response)}-seen": 0, **given, **more}


@pytest.mark.promise(8)
def test_an_answer_that_an_old_page_saves_is_kept(browser, attempt):
    response, sent = one_answer(attempt)
    address = reverse("quizzes:save-answer", args=[response.pk])
    assert browser.post(address, as_before(attempt, sent)).json()["seen"] == 1
    response.refresh_from_db()
    assert response.answer == right_answer(attempt.edition.quiz.by_key[response.question_key])
    newer = as_before(attempt, sent | {"idempotency_key": "5cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a"})
    assert browser.post(address, newer).status_code == 409, "it still says which answer it had seen"


@pytest.mark.promise(8)
def test_a_whole_old_form_is_kept_and_finishes(browser, attempt):
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), as_before(attempt, form_for(attempt)))
    assert Attempt.objects.get().passed
    assert ResponseEvent.objects.filter(kind="saved").count() == 3


def unknown(data):
    return {name.replace("question-", "item-"): value for name, value in data.items()}


def test_an_answer_whose_names_nobody_knows_is_refused_in_words(browser, attempt):
    response, sent = one_answer(attempt)
    reply = browser.post(reverse("quizzes:save-answer", args=[response.pk]), unknown(sent))
    assert reply.status_code == 400
    assert "opened before the site was updated" in reply.json()["problem"]


@pytest.mark.parametrize("then", ["later", "finish", "check", "look-1"])
def test_a_form_whose_names_nobody_knows_is_never_called_saved(browser, attempt, then, caplog):
    address = reverse("quizzes:submit", args=[attempt.pk])
    page = browser.post(address, unknown(form_for(attempt, then=then)), follow=True).text
    assert "opened before the site was updated" in page and "Your answers are saved" not in page
    assert Attempt.objects.get().is_open and not ResponseEvent.objects.exists()
    assert "outdated-page" in caplog.text
