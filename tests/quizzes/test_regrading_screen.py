"""A trainer chooses a fix, sees what would come of it, and agrees."""

import re

import pytest
from django.urls import reverse

from quizzes import attempting, editions
from quizzes.models import Attempt, Question, QuizEdition, Regrade
from tests.quizzes import making
from tests.quizzes.making import keys_of, right_answer, wrong_answer
from tests.quizzes.posting import as_posted

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def questions_once(course_once):
    """Two single choices."""
    return [making.make_single("One"), making.make_single("Two")]


@pytest.fixture
def question(attempt, answer_all):
    """The second question of Amara's attempt, which she got wrong."""
    answer_all(right_answer, but={2: wrong_answer})
    attempting.submit(attempt)
    return attempt.edition.quiz.questions[1]


@pytest.fixture
def address(quiz, question):
    return reverse("quizzes:regrade", args=[quiz.pk, question.key])


def chosen(quiz, fix, **more):
    return {"fix": fix, "editions": [editions.newest(quiz).pk], "reason": "wrong_key", **more}


def agreed_in(page):
    return re.search(r'name="agreed" value="(\w+)"', page)[1]


def test_the_trial_says_no_number_under_five_names_nobody_and_writes_nothing(editor, quiz, address):
    page = editor.post(address, chosen(quiz, "full")).text
    said = " ".join(page.split())
    assert "Fewer than five people have finished" in said and "People whose score rises" not in said
    assert "Amara" not in page
    assert not Regrade.objects.exists()
    assert Attempt.objects.get().passed is False


def test_agreeing_does_what_was_shown(editor, quiz, address, browser, attempt):
    page = editor.post(address, chosen(quiz, "drop")).text
    done = editor.post(address, chosen(quiz, "drop", agreed=agreed_in(page)), follow=True).text
    assert "Marked anew" in done
    assert Attempt.objects.get().passed
    result = browser.get(reverse("quizzes:result", args=[attempt.pk])).text
    assert "You passed" in result and "Does not count any more" in result


def test_agreeing_to_something_else_shows_the_trial_again(editor, quiz, address):
    page = editor.post(address, chosen(quiz, "drop")).text
    again = editor.post(address, chosen(quiz, "full", agreed=agreed_in(page))).text
    assert "Nothing was done" in again
    assert not Regrade.objects.exists()


def test_an_answer_to_accept_is_given_by_the_question_itself(editor, quiz, question, address):
    other = as_posted(question, keys_of(question, "Wait"), "other")
    page = editor.post(address, chosen(quiz, "accept", **other)).text
    editor.post(address, chosen(quiz, "accept", **other, agreed=agreed_in(page)))
    assert Regrade.objects.get().answer == keys_of(question, "Wait")


@pytest.fixture
def reworded(quiz, question):
    """The edition that asks the question with "Wait" reworded: its option, and so its key, is the same."""
    page = Question.objects.get(key=question.key)
    next(block for block in page.options if block.value["text"] == "Wait").value["text"] = "Dial 999"
    page.save_revision().publish()
    return editions.build(quiz)


def test_an_answer_is_accepted_in_no_edition_in_which_its_words_were_others(editor, quiz, question, reworded, address):
    older = reworded.number - 1
    asked = editor.get(address).text
    assert f"Edition {older} (no other answer can be accepted: the words to choose from were others)" in asked
    assert f"Edition {reworded.number} (" not in asked
    every = list(QuizEdition.objects.filter(quiz_key=quiz.key).values_list("pk", flat=True))
    content = reworded.quiz.by_key[question.key]
    other = as_posted(content, keys_of(content, "Dial 999"), "other")
    page = editor.post(address, chosen(quiz, "accept", **other, editions=every)).text
    assert f"In edition {older} the words to choose from were others" in page
    assert 'name="agreed" value' not in page
    agreed_in(editor.post(address, chosen(quiz, "accept", **other)).text)
    agreed_in(editor.post(address, chosen(quiz, "full", editions=every)).text)


def test_an_answer_is_accepted_wherever_only_its_key_was_mended(editor, quiz, question, address):
    page = Question.objects.get(key=question.key)
    for block in page.options:
        block.value["is_correct"] = block.value["text"] == "Wait"
        block.value["feedback"] = "Mended."
    page.save_revision().publish()
    newest = editions.build(quiz)
    every = list(QuizEdition.objects.filter(quiz_key=quiz.key).values_list("pk", flat=True))
    content = newest.quiz.by_key[question.key]
    other = as_posted(content, keys_of(content, "Wait"), "other")
    assert "were others" not in editor.get(address).text
    agreed_in(editor.post(address, chosen(quiz, "accept", **other, editions=every)).text)


def test_without_an_answer_to_accept_nothing_is_tried(editor, quiz, address):
    assert "Give the answer" in editor.post(address, chosen(quiz, "accept")).text


def test_whatever_is_missing_is_named(editor, address):
    page = editor.post(address, {}).text
    assert "Choose at least one edition." in page and "Choose a reason." in page


def test_a_question_that_the_quiz_never_asked_is_not_found(editor, quiz, attempt):
    address = reverse("quizzes:regrade", args=[quiz.pk, "6f0f8f2e-6d2f-4c8e-9d0b-0f2a5f0e7a11"])
    assert editor.get(address).status_code == 404


def test_the_statistics_lead_there(editor, quiz, address):
    assert address in editor.get(reverse("quizzes:statistics", args=[quiz.pk])).text
