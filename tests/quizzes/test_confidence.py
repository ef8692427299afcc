"""How sure a learner is: kept with the answer, shown with it, counted in statistics, and never in the mark."""

import uuid

import pytest
from django.urls import reverse

from quizzes import attempting
from quizzes.models import Attempt, QuizItem, Response, ResponseEvent
from quizzes.statistics.items import Item
from quizzes.statistics.quiz import statistics_of
from quizzes.statistics.reading import first_of_each
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.posting import as_posted, form_for
from tests.quizzes.questions import test_rating
from tests.quizzes.rules import set_rules
from training.people.management.commands.check_records import differences


@pytest.fixture
def asked(enrolment, quiz):
    """Amara's attempt at the quiz that asks how sure she is."""
    return attempting.start(enrolment, set_rules(quiz, asks_confidence=True))


def save(browser, response, how, sure, key="5c0f2a52-9c1c-4ad6-a6a2-0d3d9e6f1a11"):
    snapshot = response.attempt.edition.quiz.by_key[response.question_key]
    prefix = f"question-{response.position}"
    data = as_posted(snapshot, how(snapshot), prefix) if how else {}
    data |= {f"{prefix}-sure": sure, f"{prefix}-seen": response.seq, "idempotency_key": key}
    return browser.post(reverse("quizzes:save-answer", args=[response.pk]), data)


def test_only_a_quiz_that_says_so_asks(browser, attempt):
    assert "How sure are you?" not in browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    save(browser, attempt.responses.first(), right_answer, "sure")
    assert Response.objects.exclude(confidence="").count() == 0


def test_what_has_no_right_answer_is_not_asked(browser, enrolment, quiz):
    rating = test_rating.make()
    quiz.items.add(QuizItem(question=rating, sort_order=9))
    quiz.save_revision().publish()
    attempt = attempting.start(enrolment, set_rules(quiz, asks_confidence=True))
    assert browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text.count("How sure are you?") == 3
    response = attempt.responses.get(question_key=rating.key)
    assert save(browser, response, right_answer, "sure").status_code == 200
    assert ResponseEvent.objects.get(response=response).confidence == ""


@pytest.mark.promise(2)
def test_it_is_kept_with_the_answer_and_its_event_and_shown_again(browser, asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert save(browser, asked.responses.first(), right_answer, "fairly").status_code == 200
    event = ResponseEvent.objects.get()
    assert (event.confidence, event.response.confidence) == ("fairly", "fairly")
    assert 'value="fairly"' in browser.get(reverse("quizzes:attempt", args=[asked.pk])).text
    assert list(differences()) == []
    Response.objects.filter(pk=event.response_id).update(confidence="sure")
    assert [one.what for one in differences()] == ["confidence"]


@pytest.mark.parametrize("sure", ["", "very", "sure; drop"])
def test_what_was_not_offered_is_nothing(browser, asked, sure):
    assert save(browser, asked.responses.first(), right_answer, sure).status_code == 200
    assert ResponseEvent.objects.get().confidence == ""


def test_without_an_answer_the_learner_is_asked_for_one(browser, asked):
    reply = save(browser, asked.responses.first(), None, "sure")
    assert (reply.status_code, "Choose an answer" in reply.json()["problem"]) == (400, True)


def test_whoever_was_sure_can_still_untick_everything(browser, asked):
    second = asked.responses.get(position=2)
    save(browser, second, right_answer, "sure")
    second.refresh_from_db()
    reply = save(browser, second, None, "sure", key=str(uuid.uuid4()))
    second.refresh_from_db()
    assert (reply.status_code, second.answer) == (200, {"chosen": []})


@pytest.mark.promise(2)
def test_the_form_keeps_it_too_and_a_change_of_it_alone(browser, asked):
    address = reverse("quizzes:submit", args=[asked.pk])
    browser.post(address, form_for(asked, then="later") | {"question-1-sure": "unsure"})
    browser.post(address, form_for(asked, then="later") | {"question-1-sure": "sure"})
    first = asked.responses.first()
    assert [event.confidence for event in first.events.all()] == ["unsure", "sure"]
    browser.post(address, form_for(asked) | {"question-1-sure": "sure", "question-2-sure": "fairly"})
    assert Attempt.objects.get().score == 100
    assert list(Response.objects.values_list("confidence", flat=True)) == ["sure", "fairly", ""]
    assert list(differences()) == []
    page = browser.get(reverse("quizzes:result", args=[asked.pk])).text
    assert "How sure you were: fairly sure" in page


@pytest.mark.parametrize("sure", ["unsure", "sure", ""])
def test_it_never_touches_the_mark(browser, asked, sure):
    data = form_for(asked, but={1: wrong_answer}) | {f"question-{n}-sure": sure for n in (1, 2, 3)}
    browser.post(reverse("quizzes:submit", args=[asked.pk]), data)
    assert [response.is_right for response in asked.responses.all()] == [False, True, True]


def test_statistics_count_right_and_wrong_by_it(browser, asked):
    data = form_for(asked, but={1: wrong_answer}) | {f"question-{n}-sure": "sure" for n in (1, 2)}
    browser.post(reverse("quizzes:submit", args=[asked.pk]), data)
    first, second, third = statistics_of(first_of_each(asked.quiz_key)).items
    assert first.confidences[-1] == ("sure", 0, 1)
    assert second.confidences[-1] == ("sure", 1, 0)
    assert third.confidences == []


@pytest.mark.parametrize(("right", "wrong", "misleads"), [(1, 4, True), (0, 4, False), (4, 4, False), (9, 1, False)])
def test_a_question_misleads_where_most_of_the_sure_are_wrong(right, wrong, misleads):
    item = Item(None, 30, 0.5, None, None, 0, sure={"sure": (right, wrong)})
    assert item.misleads is misleads
