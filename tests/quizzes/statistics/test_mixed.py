"""Statistics where attempts draw different numbers of questions that count in the score."""

import random
import statistics as library

import pytest

from quizzes import editions
from quizzes.models import Attempt, Response
from quizzes.statistics.quiz import statistics_of
from tests.quizzes import making
from tests.quizzes.questions import test_rating as rating
from tests.quizzes.statistics.taking import take


@pytest.fixture
def edition(course):
    """Two questions, and one from a pool of a third and a scale."""
    topic = making.make_topic("Mixed")
    making.make_single("Is it so?", topic=topic)
    rating.make(topic=topic)
    fixed = [making.make_single("First?"), making.make_single("Second?")]
    quiz = making.make_quiz(course, fixed, [(topic, 1)], slug="mixed", title="Mixed")
    return editions.build(quiz)


@pytest.fixture
def mixed(enrolment, edition):
    """Sixty attempts, half of which drew the scale."""
    chance = random.Random(3)
    for number in range(60):
        pooled = edition.quiz.pools[0].questions[number % 2]
        questions = [*edition.quiz.questions, pooled]
        knows = chance.random()
        answers = [
            one.right_answer() if chance.random() < knows or not one.is_scored else making.wrong_answer(one)
            for one in questions
        ]
        take(enrolment, edition, [answers], first_number=number + 1, questions=questions)
    return Attempt.objects.filter(quiz_key=edition.quiz_key)


def test_the_rest_of_the_marks_are_those_that_count(mixed, edition):
    scored = {question.key for question in edition.quiz.by_key.values() if question.is_scored}
    wanted = {}
    for question in edition.quiz.questions:
        own, rest = [], []
        for attempt in mixed:
            marks = {
                response.question_key: float(response.mark)
                for response in Response.objects.filter(attempt=attempt)
                if response.question_key in scored
            }
            own.append(marks.pop(question.key))
            rest.append(sum(marks.values()))
        wanted[question.key] = library.correlation(own, rest)
    found = {item.question.key: item.discrimination for item in statistics_of(mixed).items}
    assert {key: found[key] for key in wanted} == pytest.approx(wanted, abs=1e-3)


def test_attempts_of_different_length_have_no_reliability(mixed):
    found = statistics_of(mixed)
    assert (found.reliability, found.error) == (None, None)
    assert found.mean is not None


def test_more_attempts_ask_no_more_queries(mixed, edition, enrolment, check_growth):
    questions = [*edition.quiz.questions, edition.quiz.pools[0].questions[0]]
    sheets = [[question.right_answer() for question in questions]] * 20
    check_growth(
        lambda: statistics_of(mixed.all()),
        lambda: take(enrolment, edition, sheets, first_number=61, questions=questions),
    )


def test_an_opinion_asked_at_any_place_leaves_no_reliability(enrolment, course):
    """Shuffled, the scale takes the place of a question that counts: places then say nothing of one question."""
    asked = [making.make_single("First?"), making.make_single("Second?"), rating.make()]
    edition = editions.build(making.make_quiz(course, asked, slug="shuffled", title="Shuffled"))
    chance = random.Random(1)
    for number in range(30):
        questions = chance.sample(edition.quiz.questions, 3)
        answers = [
            one.right_answer() if chance.random() < 0.5 or not one.is_scored else making.wrong_answer(one)
            for one in questions
        ]
        take(enrolment, edition, [answers], first_number=number + 1, questions=questions)
    assert statistics_of(Attempt.objects.all()).reliability is None
