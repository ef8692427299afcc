"""The rules of a quiz: how long one waits between attempts, and in which order it asks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import attempting, editions
from quizzes.attempting import Refused
from quizzes.content import QuizContent
from quizzes.models import QuizPage
from quizzes.rules import Rules, rules_of
from quizzes.saying import minutes_in_words
from tests.quizzes import making
from tests.quizzes.rules import set_rules


def test_an_edition_from_before_there_were_rules_is_read_as_it_was(quiz):
    content = editions.newest(quiz).content
    del content["rules"]
    assert QuizContent.model_validate(content).rules == Rules()


def test_every_rule_is_a_field_of_the_quiz_page_with_the_same_default(db):
    assert rules_of(QuizPage()) == Rules()


def test_nobody_waits_unless_the_quiz_says_so(enrolment, quiz):
    attempting.submit(attempting.start(enrolment, quiz))
    assert attempting.start(enrolment, quiz).number == 2


def test_another_attempt_begins_after_the_wait_and_the_refusal_says_from_when_on(enrolment, quiz, time_machine):
    page = set_rules(quiz, wait_minutes=90)
    time_machine.move_to("2027-03-03T14:05:00Z", tick=False)
    attempting.submit(attempting.start(enrolment, page))
    time_machine.shift(timedelta(minutes=89, seconds=59))
    with pytest.raises(Refused, match="15:35 on 3 March 2027"):
        attempting.start(enrolment, page)
    time_machine.shift(timedelta(seconds=1))
    assert attempting.start(enrolment, page).number == 2


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("ended", "words"),
    [("2027-03-28T00:30:00Z", "02:30 on 28 March 2027"), ("2027-10-31T00:30:00Z", "01:30 on 31 October 2027")],
)
def test_the_wait_is_as_long_when_the_clocks_change(enrolment, quiz, time_machine, ended, words):
    page = set_rules(quiz, wait_minutes=60)
    time_machine.move_to(ended, tick=False)
    attempting.submit(attempting.start(enrolment, page))
    with pytest.raises(Refused, match=words):
        attempting.start(enrolment, page)
    time_machine.shift(timedelta(hours=1))
    assert attempting.start(enrolment, page).number == 2


def test_screens_say_from_when_on_and_offer_no_button(browser, enrolment, quiz):
    page = set_rules(quiz, wait_minutes=2880)
    assert "Between two attempts there must be 2 days" in browser.get(page.url).text
    attempt = attempting.start(enrolment, page)
    attempting.submit(attempt)
    for address in (page.url, reverse("quizzes:result", args=[attempt.pk])):
        text = browser.get(address).text
        assert "You can try again from" in text and "Try again" not in text


def test_an_open_attempt_goes_on_whatever_the_wait(browser, attempt, quiz):
    set_rules(quiz, wait_minutes=2880)
    assert "Continue the quiz" in browser.get(quiz.url).text


def test_questions_are_shuffled_for_each_attempt_and_alike_for_the_same(course):
    quiz = making.make_quiz(course, [making.make_single(f"Number {n}") for n in range(6)], shuffle_questions=True)
    content = editions.content_of(quiz)
    orders = {seed: tuple(question.key for question in content.drawn(seed)) for seed in "abcdefgh"}
    assert len(set(orders.values())) > 1
    assert all(set(order) == set(content.by_key) for order in orders.values())
    assert orders["a"] == tuple(question.key for question in content.drawn("a"))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "90 minutes"), (1440, "1 day"), (2880, "2 days")],
)
def test_so_many_minutes_are_said_as_people_say_it(minutes, words):
    assert minutes_in_words(minutes) == words


def test_the_wait_counts_from_the_end_of_the_newest_attempt(enrolment, quiz, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    attempting.submit(attempting.start(enrolment, quiz))
    time_machine.shift(timedelta(hours=3))
    attempting.submit(attempting.start(enrolment, quiz))
    page = set_rules(quiz, wait_minutes=60)
    with pytest.raises(Refused, match="try again from"):
        attempting.start(enrolment, page)
