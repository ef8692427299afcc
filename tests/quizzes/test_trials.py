"""A trainer's trial run leaves nothing behind."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from quizzes import editions
from quizzes.models import QuizItem, QuizPage
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.posting import as_posted


def rows():
    """How many rows every table has, sessions apart."""
    models = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
    return {model._meta.label: model._base_manager.count() for model in models}


def take(browser, quiz, how):
    """Show the trial, answer every question and post it."""
    url = reverse("quizzes:trial", args=[quiz.pk])
    page = browser.get(url)
    state = re.search(r'name="state" value="([^"]+)"', page.text)[1]
    content = editions.content_of(QuizPage.objects.get(pk=quiz.pk))
    data = {"state": state}
    for snapshot in content.by_key.values():
        data |= as_posted(snapshot, how(snapshot), f"question-{snapshot.key}")
    return browser.post(url, data)


@pytest.mark.parametrize(("how", "words"), [(right_answer, "would be passed"), (wrong_answer, "would not be passed")])
def test_a_trainer_takes_a_quiz_and_no_row_is_written(chidi, quiz, how, words):
    browser = making.signed_in(chidi)
    browser.get(quiz.url)
    before = rows()
    page = take(browser, quiz, how)
    assert words in page.text
    assert rows() == before


def test_a_trial_run_of_what_measures_needs_nothing(chidi, quiz):
    QuizPage.objects.filter(pk=quiz.pk).update(measures="before")
    QuizPage.objects.get(pk=quiz.pk).save_revision()
    page = take(making.signed_in(chidi), quiz, wrong_answer).text
    assert "This would be sent" in page and "Nothing has to be right" in page
    assert "% needed" not in page and "passed" not in page


def test_a_trial_run_says_which_questions_were_left_out(chidi, quiz):
    page = take(making.signed_in(chidi), quiz, lambda snapshot: {"chosen": []}).text
    assert page.count("Not answered") == 3 and "Not right yet" not in page


def test_a_trial_run_shows_drafts(chidi, quiz, questions):
    questions[0].stem = "<p>Asked in a draft</p>"
    questions[0].save_revision()
    draft = QuizPage.objects.get(pk=quiz.pk)
    draft.items.add(QuizItem(question=making.make_single("Only a draft", is_published=False)))
    draft.save_revision()
    page = making.signed_in(chidi).get(reverse("quizzes:trial", args=[quiz.pk])).text
    assert "Asked in a draft" in page and "Only a draft" in page


def test_a_quiz_changed_meanwhile_is_shown_anew(chidi, quiz, questions):
    browser = making.signed_in(chidi)
    url = reverse("quizzes:trial", args=[quiz.pk])
    state = re.search(r'name="state" value="([^"]+)"', browser.get(url).text)[1]
    questions[0].stem = "<p>Other words</p>"
    questions[0].save_revision().publish()
    assert browser.post(url, {"state": state}).status_code == 302


def test_a_forged_trial_is_not_found(chidi, quiz):
    browser = making.signed_in(chidi)
    assert browser.post(reverse("quizzes:trial", args=[quiz.pk]), {"state": "made-up"}).status_code == 404


@pytest.mark.promise(9)
@pytest.mark.parametrize("who", ["amara", "ben", "dana"])
def test_nobody_but_a_trainer_finds_a_trial(who, request, quiz):
    browser = making.signed_in(request.getfixturevalue(who))
    assert browser.get(reverse("quizzes:trial", args=[quiz.pk])).status_code == 404


def test_a_trainer_on_the_quiz_page_is_offered_a_trial_and_no_start(chidi, quiz):
    page = making.signed_in(chidi).get(quiz.url).text
    assert "Take a trial run" in page and "Start the quiz" not in page
