"""One question on each page, and going back or not."""

import pytest
from django.urls import reverse

from quizzes import attempting, locking
from quizzes.attempting import Refused
from quizzes.models import Attempt, ResponseEvent
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.posting import as_posted, save
from tests.quizzes.rules import set_rules
from training.people.management.commands.check_records import differences

pytestmark = pytest.mark.once


@pytest.fixture
def paged(enrolment, quiz):
    """Amara's attempt with one question on each page."""
    return attempting.start(enrolment, set_rules(quiz, is_paged=True))


@pytest.fixture
def one_way(enrolment, quiz):
    """Amara's attempt on which nobody goes back."""
    return attempting.start(enrolment, set_rules(quiz, is_paged=True, is_one_way=True))


def post(browser, attempt, number, then, how=right_answer, **extra):
    """The page of one question, sent."""
    response = attempt.responses.get(position=number)
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    prefix = f"question-{number}"
    data = as_posted(snapshot, how(snapshot), prefix) if how else {}
    data |= {f"{prefix}-seen": response.seq, "question": number, "then": then, **extra}
    return browser.post(reverse("quizzes:submit", args=[attempt.pk]), data)


def page(browser, attempt, number=None):
    address = reverse("quizzes:attempt", args=[attempt.pk])
    return browser.get(address, {"question": number} if number else {}).text


def test_all_questions_stand_on_one_page_unless_the_quiz_says_otherwise(browser, attempt):
    text = page(browser, attempt)
    assert text.count("<fieldset") == 3 and "Next question" not in text


def test_each_page_asks_one_question_and_leads_to_those_beside_it(browser, paged):
    first, second, last = (page(browser, paged, number) for number in (1, 2, 3))
    assert first.count("<fieldset") == 1 and "Question 1 of 3" in first
    assert "Next question" in first and "Previous question" not in first and "Finish and see" not in first
    assert "Next question" in second and "Previous question" in second
    assert "Next question" not in last and "Finish and see my result" in last


@pytest.mark.parametrize("wanted", ["0", "99", "x", "-1"])
def test_a_page_that_is_not_there_is_another_one(browser, paged, wanted):
    assert page(browser, paged, wanted).count("<fieldset") == 1


def test_going_on_saves_the_answer_and_leaves_it_open(browser, paged):
    assert post(browser, paged, 1, "go-2").url.endswith("?question=2#question-2")
    assert post(browser, paged, 1, "go-2", how=wrong_answer).status_code == 302
    assert [event.kind for event in paged.responses.first().events.all()] == ["saved", "saved"]


def test_a_quiz_on_pages_is_finished_from_its_last(browser, paged):
    for number in (1, 2):
        post(browser, paged, number, f"go-{number + 1}")
    assert post(browser, paged, 3, "finish").url == reverse("quizzes:result", args=[paged.pk])
    assert Attempt.objects.get().passed


def test_going_on_finishes_nothing_even_when_all_is_answered(browser, paged):
    for number, following in ((1, 2), (2, 3), (3, 2)):
        post(browser, paged, number, f"go-{following}")
    assert Attempt.objects.get().is_open
    assert "Finish and see my result" in page(browser, paged, 1)


def test_gaps_lead_to_the_page_of_each(browser, paged):
    reply = post(browser, paged, 3, "finish")
    text = browser.get(reply.url).text
    assert "?question=1#question-1" in text and "?question=2#question-2" in text


@pytest.mark.promise(2)
def test_one_way_shows_the_next_open_question_whatever_is_asked_for(browser, one_way):
    assert "You cannot come back" in page(browser, one_way, 3)
    assert "Question 1 of 3" in page(browser, one_way, 3)
    post(browser, one_way, 1, "go-2")
    assert "Question 2 of 3" in page(browser, one_way, 1)
    assert "Previous question" not in page(browser, one_way)
    assert [event.kind for event in one_way.responses.first().events.all()] == ["saved", "locked"]
    assert list(differences()) == []


def test_a_closed_question_takes_no_answer_by_any_way(browser, one_way, caplog):
    post(browser, one_way, 1, "go-2")
    response = one_way.responses.first()
    wrong = wrong_answer(one_way.edition.quiz.by_key[response.question_key])
    reply = save(browser, response, wrong)
    assert (reply.status_code, "This question is closed" in reply.json()["problem"]) == (409, True)
    reply = post(browser, one_way, 1, "go-2", how=wrong_answer)
    assert browser.get(reply.url).status_code == 200
    with pytest.raises(Refused, match="closed"):
        attempting.save_all(one_way, {response.pk: wrong})
    response.refresh_from_db()
    assert response.answer != wrong
    assert "closed-question" in caplog.text


@pytest.mark.promise(2)
def test_closed_questions_are_marked_with_the_rest(browser, one_way):
    post(browser, one_way, 1, "go-2")
    post(browser, one_way, 2, "go-3", how=None)
    assert post(browser, one_way, 3, "finish").url == reverse("quizzes:result", args=[one_way.pk])
    assert [response.is_right for response in one_way.responses.all()] == [True, False, True]
    assert list(differences()) == []


def test_closing_again_and_closing_after_the_end_change_nothing(attempt):
    locking.lock(attempt, 1)
    locking.lock(attempt, 1)
    attempting.submit(attempt)
    locking.lock(attempt, 2)
    assert ResponseEvent.objects.filter(kind="locked").count() == 1
    assert list(differences()) == []


def test_closing_a_question_asks_the_same_however_many_there_are(attempt, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        locking.lock(attempt, 1)


def test_the_rules_say_that_nobody_goes_back(browser, quiz, enrolment):
    assert "You can go back" in browser.get(set_rules(quiz, is_paged=True).url).text
    assert "cannot come back" in browser.get(set_rules(quiz, is_one_way=True).url).text
