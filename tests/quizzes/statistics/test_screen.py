"""What a trainer reads about her quiz."""

import pytest
from django.urls import reverse

from quizzes import editions
from tests.quizzes import making
from tests.quizzes.rules import set_rules
from tests.quizzes.statistics.people import people
from tests.quizzes.statistics.taking import guesses, take


@pytest.fixture
def url(quiz):
    return reverse("quizzes:statistics", args=[quiz.pk])


def test_a_trainer_reads_what_the_answers_say_and_nobodys_name(editor, enrolment, quiz, url):
    edition = editions.newest(quiz)
    for one, sheet in zip(people(enrolment, 30), guesses(edition, 30), strict=True):
        take(one, edition, [sheet])
    page = editor.get(url)
    for words in ("Attempts counted", "Cronbach’s alpha", "Fits the rest", "Best less weakest", "90% to 100%"):
        assert words in page.text
    assert page.text.count("<rect") == 10
    assert "Amara" not in page.text


@pytest.mark.parametrize(("count", "is_shown"), [(0, False), (4, False), (5, True)])
def test_fewer_than_five_people_show_nothing_however_often_they_tried(editor, enrolment, quiz, url, count, is_shown):
    edition = editions.newest(quiz)
    for one in people(enrolment, count):
        take(one, edition, guesses(edition, 3))
    page = editor.get(url).text
    assert ("Attempts counted" in page) == is_shown
    assert ("Fewer than five people are counted" in page) != is_shown


def test_a_second_period_does_not_make_another_person(editor, enrolment, quiz, url):
    for one in people(enrolment, 4):
        take(one, editions.newest(quiz), guesses(editions.newest(quiz), 1))
    one.pk, one.number, one.completed_at = None, 2, one.started_at
    one.save()
    take(one, editions.newest(quiz), guesses(editions.newest(quiz), 1))
    assert "Attempts counted" not in editor.get(url).text


def test_the_quiz_page_leads_a_trainer_there_and_nobody_else(editor, amara, enrolment, quiz, url):
    assert url in editor.get(quiz.url).text
    assert url not in making.signed_in(amara).get(quiz.url).text


def test_a_question_that_was_taken_out_is_shown_as_no_longer_asked(editor, enrolment, quiz, url):
    for one in people(enrolment, 6):
        take(one, editions.newest(quiz), guesses(editions.newest(quiz), 1))
    assert "No longer asked" not in editor.get(url).text
    set_rules(quiz, items=list(quiz.items.all())[:2])
    assert editor.get(url).text.count("No longer asked") == 1


def test_editions_are_offered_only_where_one_can_be_chosen(editor, enrolment, quiz, url):
    edition = editions.newest(quiz)
    for count, is_offered in ((4, False), (2, True)):
        for one in people(enrolment, count):
            take(one, edition, guesses(edition, 1))
        assert ('name="edition"' in editor.get(url).text) == is_offered


@pytest.mark.parametrize("odd", [{"edition": "x"}, {"edition": "99"}, {"edition": ""}])
def test_what_cannot_be_read_counts_as_not_asked_for(editor, enrolment, quiz, url, odd):
    take(enrolment, editions.newest(quiz), guesses(editions.newest(quiz), 2))
    page = editor.get(url, odd)
    assert page.status_code == 200
    assert page.context["statistics"].count == 1
