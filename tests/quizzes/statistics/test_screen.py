"""What a trainer reads about her quiz."""

import pytest
from django.urls import reverse

from quizzes import editions
from tests.quizzes import making
from tests.quizzes.statistics.taking import guesses, take


@pytest.fixture
def url(quiz):
    return reverse("quizzes:statistics", args=[quiz.pk])


def test_a_trainer_reads_what_the_answers_say_and_nobodys_name(editor, enrolment, quiz, url):
    take(enrolment, editions.newest(quiz), guesses(editions.newest(quiz), 30))
    page = editor.get(url, {"attempts": "all"})
    for words in ("Attempts counted", "Cronbach’s alpha", "Fits the rest", "Best less weakest", "90% to 100%"):
        assert words in page.text
    assert page.text.count("<rect") == 10
    assert "Amara" not in page.text


@pytest.mark.parametrize(("count", "is_shown"), [(0, False), (4, False), (5, True)])
def test_fewer_than_five_attempts_show_nothing(editor, enrolment, quiz, url, count, is_shown):
    take(enrolment, editions.newest(quiz), guesses(editions.newest(quiz), count))
    page = editor.get(url, {"attempts": "all"}).text
    assert ("Attempts counted" in page) == is_shown
    assert ("Fewer than five attempts" in page) != is_shown


def test_the_quiz_page_leads_a_trainer_there_and_nobody_else(editor, amara, enrolment, quiz, url):
    assert url in editor.get(quiz.url).text
    assert url not in making.signed_in(amara).get(quiz.url).text


@pytest.mark.parametrize("odd", [{"edition": "x"}, {"edition": "99"}, {"attempts": "some"}])
def test_what_cannot_be_read_counts_as_not_asked_for(editor, enrolment, quiz, url, odd):
    take(enrolment, editions.newest(quiz), guesses(editions.newest(quiz), 2))
    page = editor.get(url, odd)
    assert page.status_code == 200
    assert page.context["statistics"].count == 1
