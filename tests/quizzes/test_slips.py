"""What cannot be read in one box costs nothing that stands in the others."""

import pytest
from django.urls import reverse

from quizzes.models import Attempt, ResponseEvent
from quizzes.sheet import prefix_of
from tests.quizzes import making
from tests.quizzes.posting import as_before, form_for, save
from tests.quizzes.questions import test_numerical as numerical

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def questions_once(course_once):
    """A single choice, and two numbers in kilograms."""
    return [making.make_single(), numerical.make("The first number"), numerical.make("The second number")]


def sent(attempt, **fields):
    """The form with everything right but these fields of the second question."""
    second = prefix_of(attempt.responses.get(position=2))
    return form_for(attempt) | {f"{second}-{name}": value for name, value in fields.items()}


def post(browser, attempt, data):
    return browser.post(reverse("quizzes:submit", args=[attempt.pk]), data)


@pytest.mark.parametrize("then", ["finish", "later"])
def test_the_page_names_the_question_keeps_the_words_in_the_box_and_saves_the_rest(browser, attempt, then):
    page = post(browser, attempt, sent(attempt, number="about twelve", then=then))
    assert page.status_code == 200
    assert "Question 2: Enter a number" in page.text
    assert 'href="#question-2"' in page.text
    assert 'value="about twelve"' in page.text
    assert page.text.count("govuk-form-group--error") == 1
    assert [bool(response.answer) for response in attempt.responses.all()] == [True, False, True]
    assert Attempt.objects.get().is_open


def test_a_page_from_before_an_update_keeps_the_words_in_the_box_as_well(browser, attempt):
    page = post(browser, attempt, as_before(attempt, sent(attempt, number="about twelve")))
    assert 'value="about twelve"' in page.text and "Question 2: Enter a number" in page.text
    second = attempt.responses.get(position=2)
    assert f'name="response-{second.pk}-seen"' in page.text, "it goes on as it began"


def test_once_put_right_it_is_finished(browser, attempt):
    post(browser, attempt, sent(attempt, number="about twelve"))
    assert post(browser, attempt, form_for(attempt)).url == reverse("quizzes:result", args=[attempt.pk])
    assert Attempt.objects.get().passed


def test_an_answer_that_was_kept_stays_until_the_new_one_can_be_read(browser, attempt):
    post(browser, attempt, form_for(attempt, then="later"))
    kept = attempt.responses.get(position=2).answer
    page = post(browser, attempt, sent(attempt, unit=""))
    assert "Question 2: Choose a unit" in page.text
    assert attempt.responses.get(position=2).answer == kept


def test_what_no_page_sends_saves_nothing_even_beside_a_slip(browser, attempt):
    data = sent(attempt, number="about twelve")
    data[f"{prefix_of(attempt.responses.get(position=3))}-unit"] = "made-up"
    assert "Nothing was saved" in browser.post(reverse("quizzes:submit", args=[attempt.pk]), data, follow=True).text
    assert not ResponseEvent.objects.exists()


def test_saving_as_one_goes_says_what_is_wrong_and_keeps_nothing(browser, attempt):
    reply = save(browser, attempt.responses.get(position=2), {"number": "about twelve", "unit": ""})
    assert (reply.status_code, "Enter a number" in reply.json()["problem"]) == (409, True)
    assert not ResponseEvent.objects.exists()


def test_a_page_without_slips_says_nothing_of_problems(browser, attempt):
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert "There is a problem" not in page and "govuk-form-group--error" not in page
