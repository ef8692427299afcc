"""A booster on the screen, from the link to the last answer."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.models import FollowUp
from quizzes.boosters import answering, beginning
from quizzes.models import Booster, BoosterAnswer
from tests.quizzes.boosters.conftest import DUE_AT
from tests.quizzes.making import lesson_of, right_answer, signed_in, wrong_answer
from tests.quizzes.posting import as_posted

pytestmark = pytest.mark.once

NEXT_YEAR = DUE_AT.replace(year=2027)


def address(follow_up, name="booster"):
    return reverse(f"quizzes:{name}", args=[follow_up.pk, follow_up.token])


@pytest.fixture
def anybody():
    """Whoever holds the link, not signed in."""
    return Client()


def post_answer(browser, follow_up, number, how=right_answer):
    question = Booster.objects.get(follow_up=follow_up).asked[number - 1]
    data = as_posted(question, how(question), f"question-{number}")
    return browser.post(address(follow_up, "answer-booster"), {"number": number, **data}, follow=True)


def test_looking_at_it_writes_nothing(anybody, follow_up):
    response = anybody.get(address(follow_up))
    assert "They change nothing about your training record" in response.text
    assert not Booster.objects.exists()
    assert FollowUp.objects.get(pk=follow_up.pk).asked_at is None


def test_five_answers_are_given_one_by_one_each_with_its_feedback(anybody, boosted, follow_up):
    response = anybody.post(address(follow_up, "begin-booster"), follow=True)
    assert "Question 1 of 5" in response.text
    for number in range(1, 6):
        response = post_answer(anybody, follow_up, number, wrong_answer if number == 1 else right_answer)
        said = "Not right yet" if number == 1 else "You got this right"
        assert said in response.text
        assert ("Go back to:" in response.text) == (number == 1), "the one that was wrong has a lesson"
        assert "Your answer" in response.text
    assert "See all your answers" in response.text
    response = anybody.get(address(follow_up))
    assert "Done. Thank you" in response.text
    assert "Lessons to go back to" in response.text and lesson_of(boosted).url in response.text
    assert response.text.count("You got this right") == 4
    assert BoosterAnswer.objects.count() == 5


def test_it_goes_on_where_it_was_left_in_another_browser(anybody, follow_up):
    anybody.post(address(follow_up, "begin-booster"))
    post_answer(anybody, follow_up, 1)
    assert "Question 2 of 5" in Client().get(address(follow_up)).text


def test_the_same_answer_sent_twice_is_one(anybody, follow_up):
    anybody.post(address(follow_up, "begin-booster"))
    post_answer(anybody, follow_up, 1)
    response = post_answer(anybody, follow_up, 1, wrong_answer)
    assert "You got this right" in response.text
    assert BoosterAnswer.objects.count() == 1


def test_no_answer_is_asked_for_again(anybody, follow_up):
    anybody.post(address(follow_up, "begin-booster"))
    response = anybody.post(address(follow_up, "answer-booster"), {"number": 1})
    assert "Answer this question to go on." in response.text
    assert "Error:" in response.text
    assert not BoosterAnswer.objects.exists()


def test_what_no_page_sends_is_refused(anybody, follow_up):
    anybody.post(address(follow_up, "begin-booster"))
    for answer in ("other", ["other", "more"]):
        data = {"number": 1, "question-1-answer": answer}
        response = anybody.post(address(follow_up, "answer-booster"), data, follow=True)
        assert "It was not saved." in response.text
    assert not BoosterAnswer.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "6", "one", "-1"])
def test_a_question_that_is_not_asked_is_not_found(anybody, follow_up, number):
    anybody.post(address(follow_up, "begin-booster"))
    assert anybody.post(address(follow_up, "answer-booster"), {"number": number}).status_code == 404


@pytest.mark.promise(9)
def test_the_link_is_for_one_person_and_one_booster(amara, dana, ben, follow_up):
    for browser in (Client(), signed_in(amara)):
        assert browser.get(address(follow_up)).status_code == 200
    for browser in (signed_in(dana), signed_in(ben)):
        assert browser.get(address(follow_up)).status_code == 404
    other = FollowUp.objects.get(kind=3)
    stolen = reverse("quizzes:booster", args=[other.pk, follow_up.token])
    assert Client().get(stolen).status_code == 404


def test_declining_asks_first_and_then_nothing_more(anybody, follow_up):
    asked = anybody.get(address(follow_up, "decline-boosters"))
    assert "You need not say why" in asked.text
    assert FollowUp.objects.filter(declined_at=None).count() == 3
    response = anybody.post(address(follow_up, "decline-boosters"), follow=True)
    assert "You will not be asked again" in response.text
    assert FollowUp.objects.filter(declined_at=None).count() == 0
    assert "These questions are closed" in anybody.get(address(follow_up)).text
    assert "These questions are closed" in anybody.post(address(follow_up, "begin-booster"), follow=True).text


def test_answers_are_looked_back_on_by_the_link_while_it_is_open_and_then_by_their_learner_alone(amara, follow_up):
    booster = beginning.begin(follow_up)
    for place, question in enumerate(booster.asked, start=1):
        answering.answer(booster, place, right_answer(question))
    assert "Done. Thank you" in Client().get(address(follow_up)).text
    with time_machine.travel(NEXT_YEAR):
        assert "Your answers" not in Client().get(address(follow_up)).text
        assert "Your answers" not in Client().get(f"{address(follow_up)}?question=1").text
        assert "Your answers" in signed_in(amara).get(address(follow_up)).text


def test_my_training_shows_it_without_a_duty(amara, follow_up):
    text = signed_in(amara).get(reverse("courses:my-training")).text
    assert address(follow_up) in text
    assert "Nothing depends on it." in text
    assert "verdue" not in text


def test_my_training_says_nothing_of_what_is_not_due_or_declined(amara, follow_up):
    browser = signed_in(amara)
    with time_machine.travel(DUE_AT.replace(day=9)):
        assert "If you like" not in browser.get(reverse("courses:my-training")).text
    FollowUp.objects.update(declined_at=DUE_AT)
    assert "If you like" not in browser.get(reverse("courses:my-training")).text


def test_more_answers_make_no_page_slower(anybody, follow_up, check_growth):
    anybody.post(address(follow_up, "begin-booster"))
    post_answer(anybody, follow_up, 1)

    def grow():
        for number in (2, 3, 4):
            post_answer(anybody, follow_up, number)

    check_growth(lambda: anybody.get(address(follow_up)), grow)
