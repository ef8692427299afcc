"""The html of a question is made once for many learners, and must say nothing that is no longer so, or not hers."""

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from quizzes import attempting, editions
from tests.quizzes import making
from tests.quizzes.making import right_answer
from tests.training.content.factories import make_contact
from training.content import calling
from training.content.models import Contact

# Screens are asked for by name, which is too late for what is made once.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

NAMES = "{{contact:ms_helpline}}"


@pytest.fixture
def contact():
    return make_contact(review_by=None)


@pytest.fixture
def questions(course, contact):
    """One that names a contact wherever words can."""
    question = making.make_single(f"Who is {NAMES}?", feedback=f"Ask {NAMES}.")
    question.options = [
        making.option(f"Call {NAMES}", True, f"It is {NAMES}."),
        making.option(f"Wait for {NAMES}", False, f"It is not {NAMES}."),
    ]
    question.save_revision().publish()
    return [question]


@pytest.fixture
def quiz(course, questions):
    page = making.make_quiz(course, questions)
    editions.build(page)
    return page


@pytest.fixture
def sheet(attempt):
    return reverse("quizzes:attempt", args=[attempt.pk])


@pytest.fixture
def result(attempt, answer_all):
    answer_all(right_answer)
    attempting.submit(attempt)
    return reverse("quizzes:result", args=[attempt.pk])


@pytest.mark.parametrize("screen", ["sheet", "result"])
def test_kept_words_follow_the_contact_they_name(browser, contact, screen, request):
    address = request.getfixturevalue(screen)
    shown = main_of(browser, address)
    assert main_of(browser, address) == shown
    number = contact.display
    assert shown.count(number) == {"sheet": 3, "result": 5}[screen]
    contact.display = "01632 960 001"
    contact.save()
    shown = main_of(browser, address)
    assert number not in shown
    assert shown.count(contact.display) == {"sheet": 3, "result": 5}[screen]


@pytest.mark.parametrize("screen", ["sheet", "result"])
def test_kept_words_are_no_older_than_the_register_of_this_process(browser, contact, screen, request):
    address = request.getfixturevalue(screen)
    main_of(browser, address)
    # As another process does: this one is not told, and reads the register anew within a minute.
    Contact.objects.update(display="01632 960 001")
    assert contact.display in main_of(browser, address)
    caches["process"].delete(f"contacts-{calling.version()}")
    assert contact.display not in main_of(browser, address)


def test_a_number_that_runs_out_overnight_is_not_shown_from_what_was_kept(browser, contact, sheet):
    contact.review_by = contact.checked_on
    contact.save()
    with time_machine.travel(f"{contact.review_by} 23:59:50", tick=False):
        assert contact.display in main_of(browser, sheet)
    with time_machine.travel(f"{contact.review_by} 23:59:59", tick=False) as clock:
        clock.shift(2)
        assert contact.display not in main_of(browser, sheet)


def test_one_learner_sees_nothing_of_anothers_answers(amara, ben, attempt, course, quiz, answer_all):
    answer_all(right_answer)
    others = attempting.start(making.enrol(ben, course), quiz)
    address = reverse("quizzes:attempt", args=[attempt.pk])
    assert main_of(making.signed_in(amara), address).count("checked") == 1
    shown = main_of(making.signed_in(ben), reverse("quizzes:attempt", args=[others.pk]))
    assert "checked" not in shown
    assert "Saved at" not in shown
    for answered in attempt, others:
        response = answered.responses.get()
        attempting.save(response, (right_answer if answered == attempt else wrong_answer)(snapshot_of(response)))
        attempting.submit(answered)
    passed = main_of(making.signed_in(amara), reverse("quizzes:result", args=[attempt.pk]))
    failed = main_of(making.signed_in(ben), reverse("quizzes:result", args=[others.pk]))
    assert "You got this right" in passed and "You got this right" not in failed
    assert "It is not" in failed and "It is not" not in passed


def test_a_question_that_was_changed_is_shown_as_it_was_to_whom_it_was_asked_so(browser, sheet, questions, quiz):
    before = main_of(browser, sheet)
    questions[0].stem = "<p>Quite another question</p>"
    questions[0].save_revision().publish()
    editions.build(quiz)
    assert main_of(browser, sheet) == before


def wrong_answer(snapshot):
    return {"chosen": [option.key for option in snapshot.options if not option.is_correct]}


def snapshot_of(response):
    return response.attempt.edition.quiz.by_key[response.question_key]


def main_of(browser, address):
    """What stands between header and footer. The footer names contacts too."""
    response = browser.get(address)
    assert response.status_code == 200
    words = response.text.partition("<main")[2].partition("</main>")[0]
    # A new token for each page.
    return "".join(line for line in words.splitlines() if "csrfmiddlewaretoken" not in line)
