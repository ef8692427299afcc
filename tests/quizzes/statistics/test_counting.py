"""No edition and no question is shown whose few answers could be told, by itself or by subtraction."""

import pytest
from django.urls import reverse

from quizzes import editions
from quizzes.rules import Measures
from quizzes.statistics.counting import counted, editions_alone
from quizzes.statistics.quiz import statistics_of
from tests.quizzes import making
from tests.quizzes.statistics.people import people
from tests.quizzes.statistics.taking import guesses, take
from tests.quizzes.statistics.test_gain import send  # noqa: F401 - fixture
from tests.quizzes.test_measuring import forms, topic  # noqa: F401 - fixtures


@pytest.fixture
def take_edition(enrolment, quiz, questions):
    """So many people take an edition that differs from all before it; returns it."""

    def act(count):
        questions[0].stem = f"<p>{questions[0].stem} Again?</p>"
        questions[0].save_revision().publish()
        edition = editions.build(quiz)
        for one, sheet in zip(people(enrolment, count), guesses(edition, count), strict=True):
            take(one, edition, [sheet])
        return edition

    return act


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([9], [0]),
        ([4], []),
        ([9, 5], [0, 1]),
        ([9, 4], []),
        ([9, 7, 4], [0]),
        ([9, 3, 2], [0]),
    ],
)
def test_an_edition_is_offered_alone_where_five_are_left_without_it(take_edition, quiz, sizes, shown):
    taken = [take_edition(size) for size in sizes]
    assert editions_alone(counted(quiz)) == {taken[place].pk for place in shown}


def test_an_edition_that_few_besides_one_role_took_is_not_offered_beside_the_roles(enrolment, quiz, questions):
    """Who of edition 1 is no fire officer would be what is left: two people."""
    first = editions.newest(quiz)
    questions[0].stem = "<p>Again?</p>"
    questions[0].save_revision().publish()
    second = editions.build(quiz)
    for edition, role, count in ((first, "fire", 7), (first, "housing", 2), (second, "housing", 8)):
        for one in people(enrolment, count, role=role):
            take(one, edition, guesses(edition, 1))
    assert editions_alone(counted(quiz)) == {first.pk, second.pk}
    assert editions_alone(counted(quiz), beside_groups=True) == set()
    for one in people(enrolment, 3, role="housing"):
        take(one, first, guesses(first, 1))
    assert editions_alone(counted(quiz), beside_groups=True) == {first.pk, second.pk}


def test_what_is_not_offered_cannot_be_asked_for(take_edition, quiz, editor):
    many, few = take_edition(9), take_edition(4)
    address = reverse("quizzes:statistics", args=[quiz.pk])
    for edition in (many, few):
        assert editor.get(address, {"edition": edition.number}).context["statistics"].count == 13
    take_edition(1)
    assert editor.get(address, {"edition": many.number}).context["statistics"].count == 9
    assert editor.get(address, {"edition": few.number}).context["statistics"].count == 14


def test_an_edition_with_a_question_that_few_were_asked_is_not_offered(pooled, enrolment, editor):
    """Of two in a pool, one was drawn for three people."""
    page, edition, common, rare = pooled
    for key, count in ((common, 9), (rare, 3)):
        for one in people(enrolment, count):
            take(one, edition, [[None]], questions=[edition.quiz.by_key[key]])
    assert editions_alone(counted(page)) == set()
    assert statistics_of(counted(page)).hidden == {common, rare}
    text = editor.get(reverse("quizzes:statistics", args=[page.pk])).text
    assert text.count("Not shown: fewer than five people") == 2
    assert "Asked" not in text.partition("Each question")[2].replace("Asked of", "")
    for one in people(enrolment, 2):
        take(one, edition, [[None]], questions=[edition.quiz.by_key[rare]])
    assert editions_alone(counted(page)) == {edition.pk}
    assert statistics_of(counted(page)).hidden == set()


@pytest.fixture
def pooled(course):
    """A quiz that draws one of two questions, its edition, and their keys."""
    topic = making.make_topic("Rare")  # noqa: F811
    made = [making.make_single(f"Which is number {number}?", topic=topic) for number in range(2)]
    page = making.make_quiz(course, [], [(topic, 1)], title="Of a pool", slug="of-a-pool")
    return page, editions.build(page), *(question.key for question in made)


@pytest.mark.parametrize(("alone", "is_counted"), [(0, True), (3, False), (5, True)])
def test_beside_the_gain_a_few_who_sent_one_form_only_are_not_counted(send, forms, alone, is_counted):  # noqa: F811
    send(6, Measures.BEFORE, Measures.AFTER)
    send(alone, Measures.BEFORE)
    assert counted(forms[Measures.BEFORE]).count() == 6 + alone * is_counted
    assert counted(forms[Measures.AFTER]).count() == 6


def test_without_a_gain_to_be_subtracted_from_everybody_is_counted(send, forms):  # noqa: F811
    send(4, Measures.BEFORE, Measures.AFTER)
    send(3, Measures.BEFORE)
    assert counted(forms[Measures.BEFORE]).count() == 7


def test_more_people_and_editions_ask_no_more_queries(take_edition, quiz, check_growth):
    take_edition(6)
    check_growth(lambda: editions_alone(counted(quiz)), lambda: [take_edition(6), take_edition(2)])
