"""Who believes what, by role and by organisation: counted right, and never of fewer than five."""

import pytest
from django.urls import reverse

from quizzes import editions
from quizzes.statistics.counting import counted
from quizzes.statistics.hiding import OTHERS
from quizzes.statistics.misconceptions import misconceptions_of
from tests.quizzes import making
from tests.quizzes.statistics.people import people
from tests.quizzes.statistics.taking import take

TEAM, OTHER = "Northmere > Regulation", "Northmere > Housing"


@pytest.fixture
def edition(quiz, questions):
    """Two questions with an option that tells of the same misconception."""
    believed = making.make_misconception()
    questions[0].options = [making.option("Call", True), making.option("Wait", misconception=believed)]
    questions[2].misconception = believed
    for question in (questions[0], questions[2]):
        question.save_revision().publish()
    return editions.build(quiz)


@pytest.fixture
def answer(edition, enrolment):
    """So many people of a group, of whom so many chose the misconception, in every question that has it."""

    def act(asked, chose, **group):
        single, multiple, sentence = edition.quiz.questions
        right = [question.right_answer() for question in (single, multiple, sentence)]
        wrong = [making.wrong_answer(single), right[1], making.wrong_answer(sentence)]
        for number, one in enumerate(people(enrolment, asked, **group)):
            take(one, edition, [wrong if number < chose else right])

    return act


def tables(quiz):
    (one,) = misconceptions_of(counted(quiz))
    return one, [tuple(group) for group in one.roles], [tuple(group) for group in one.organisations]


def test_people_are_counted_once_however_many_of_their_answers_say_it(answer, quiz):
    answer(8, 3, role="housing", organisation=TEAM)
    answer(6, 5, role="fire", organisation=OTHER)
    one, roles, organisations = tables(quiz)
    assert (one.name, one.asked, one.chose) == ("There must be a border", 14, 8)
    assert [row[1:] for row in roles] == [(8, 3), (6, 5)]
    assert organisations == [(TEAM, 8, 3), (OTHER, 6, 5)]


def test_roles_go_by_the_names_they_have(answer, quiz):
    answer(5, 1, role="trading-standards")
    assert tables(quiz)[1] == [("Trading standards", 5, 1)]


def test_a_small_group_is_shown_with_a_second_so_that_nothing_is_left_to_subtract(answer, quiz):
    answer(3, 3, role="fire", organisation=TEAM)
    answer(6, 1, role="housing", organisation=TEAM)
    answer(9, 0, role="licensing", organisation=TEAM)
    _one, roles, organisations = tables(quiz)
    assert [row[1:] for row in roles] == [(9, 0), (9, 4)]
    assert roles[-1][0] is OTHERS
    assert organisations == [(TEAM, 18, 4)]


def test_organisations_are_left_out_where_the_roles_beside_them_would_give_two_people_away(answer, quiz):
    answer(6, 1, role="fire", organisation=TEAM)
    answer(2, 2, role="fire", organisation=OTHER)
    answer(9, 0, role="housing", organisation=OTHER)
    _one, roles, organisations = tables(quiz)
    assert [row[1:] for row in roles] == [(9, 0), (8, 3)]
    assert organisations == []


def test_fewer_than_five_people_show_nothing_however_often_they_tried(answer, edition, enrolment, quiz):
    answer(4, 4, role="fire")
    wrong = [making.wrong_answer(question) for question in edition.quiz.questions]
    assert misconceptions_of(counted(quiz)) == []
    take(people(enrolment, 1)[0], edition, [wrong] * 3)
    assert tables(quiz)[0].asked == 5


def test_the_first_attempt_alone_counts_in_whichever_period(answer, edition, enrolment, quiz):
    answer(5, 0, role="fire")
    right, wrong = [[how(one) for one in edition.quiz.questions] for how in (making.right_answer, making.wrong_answer)]
    (again,) = people(enrolment, 1, role="fire")
    take(again, edition, [right, wrong])
    again.pk, again.number, again.completed_at = None, 2, again.started_at
    again.save()
    take(again, edition, [wrong])
    assert tables(quiz)[0].asked == 6
    assert tables(quiz)[0].chose == 0


def test_an_option_counts_by_the_edition_that_was_answered(answer, quiz, questions, enrolment, edition):
    answer(5, 5)
    questions[0].options = [making.option("Call", True), making.option("Wait")]
    questions[0].save_revision().publish()
    newer = editions.build(quiz)
    sheet = [making.wrong_answer(newer.quiz.questions[0]), *(one.right_answer() for one in newer.quiz.questions[1:])]
    for one in people(enrolment, 5):
        take(one, newer, [sheet])
    assert (tables(quiz)[0].asked, tables(quiz)[0].chose) == (10, 5)


def test_more_answers_roles_and_organisations_ask_no_more_queries(answer, quiz, check_growth):
    answer(5, 2, role="fire", organisation=TEAM)
    check_growth(lambda: misconceptions_of(counted(quiz)), lambda: answer(9, 3, role="housing", organisation=OTHER))


def test_a_trainer_reads_it_in_plain_words(answer, editor, quiz):
    answer(3, 3, role="fire", organisation=TEAM)
    answer(9, 0, role="housing", organisation=TEAM)
    page = editor.get(reverse("quizzes:statistics", args=[quiz.pk])).text
    for words in (
        "There must be a border",
        "Chosen by 3 of 12 people",
        "Other roles together",
        TEAM.replace(">", "&gt;"),
    ):
        assert words in page
    assert "Person" not in page
