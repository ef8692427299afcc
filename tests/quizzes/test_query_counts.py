"""The requests of a quiz ask the same of the database, however many questions it has and of whatever types."""

from importlib import import_module
from itertools import cycle, islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import CoursePage
from quizzes import editions
from quizzes.models import Attempt, Question
from tests.quizzes import making
from tests.quizzes.posting import form_for, save

pytestmark = pytest.mark.django_db
# With each request: the session, and who is asking. With the start: the edition, which each process reads once.
MOST = {"start": 10, "questions": 5, "send": 16, "result": 8}
# What is written takes a query to read it back, and one to store it.
MOST_OF_EVERY_TYPE = {"start": 10, "questions": 9, "send": 18, "result": 12}
MOST_TO_SAVE = 6


@pytest.fixture(autouse=True)
def _in_one_portion(monkeypatch):
    """Django writes many rows to SQLite in portions of 999 values, about 90 events. Here SQLite's own limit holds."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(connection.features, "max_query_params", 32_766)


def of_every_type(count):
    """So many questions, of each type in turn."""
    types = cycle(type_.__module__.rpartition(".")[2] for type_ in Question.types())
    modules = [import_module(f"tests.quizzes.questions.test_{name}") for name in islice(types, count)]
    return [module.make(f"Question {number}") for number, module in enumerate(modules)]


@pytest.fixture
def few_and_many(chidi, course):
    """Quizzes of the first few and of all of these questions, twice: two to get used to, and two to measure."""

    def make(questions, few):
        made = [
            making.make_quiz(course, questions[:size], slug=f"quiz-{place}")
            for place, size in enumerate((few, len(questions), few, len(questions)))
        ]
        for quiz in made:
            editions.build(quiz)
        making.release(CoursePage.objects.get(pk=course.pk), chidi)
        return made

    return make


def test_forty_questions_ask_no_more_queries_than_ten_from_start_to_result(amara, course, few_and_many):
    quizzes = few_and_many([making.make_multiple(str(number)) for number in range(40)], 10)
    few, many = measured(amara, course, quizzes)
    assert few == many
    assert all(few[request] <= most for request, most in MOST.items()), few


def test_three_questions_of_every_type_ask_no_more_queries_than_one(amara, course, few_and_many):
    types = len(Question.types())
    few, many = measured(amara, course, few_and_many(of_every_type(types * 3), types))
    assert few == many
    assert all(few[request] <= most for request, most in MOST_OF_EVERY_TYPE.items()), few


def test_saving_an_answer_of_any_type_costs_the_same_in_a_longer_quiz(amara, course, few_and_many):
    types = len(Question.types())
    quizzes = few_and_many(of_every_type(types * 3), types)
    making.enrol(amara, course)
    browser = making.signed_in(amara)
    _, _, few, many = [savings(browser, quiz) for quiz in quizzes]
    assert few == many
    assert len(few) == types
    assert all(costs == {max(costs)} and max(costs) <= MOST_TO_SAVE for costs in few.values()), few


def measured(learner, course, quizzes):
    """What the last two of the quizzes ask."""
    making.enrol(learner, course)
    browser = making.signed_in(learner)
    return [queries_of(browser, quiz) for quiz in quizzes][-2:]


def queries_of(browser, quiz):
    """How many queries each request takes, a passed quiz long: {request: queries}."""
    counts = {}
    begun = counted(counts, "start", lambda: browser.post(reverse("quizzes:start", args=[quiz.pk])))
    assert counted(counts, "questions", lambda: browser.get(begun.url)).status_code == 200
    attempt = Attempt.objects.get(quiz_key=quiz.key)
    address, data = reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt)
    sent = counted(counts, "send", lambda: browser.post(address, data))
    assert "You passed" in counted(counts, "result", lambda: browser.get(sent.url)).text
    return counts


def savings(browser, quiz):
    """How many queries it takes to save an answer, once to each question: {type: the different counts}."""
    browser.post(reverse("quizzes:start", args=[quiz.pk]))
    attempt = Attempt.objects.get(quiz_key=quiz.key)
    costs = {}
    for response in attempt.responses.all():
        question = attempt.edition.quiz.by_key[response.question_key]
        counts = {}
        answer = question.right_answer()
        kept = counted(counts, "save", lambda response=response, answer=answer: save(browser, response, answer))
        assert kept.status_code == 200, question.type
        costs.setdefault(question.type, set()).add(counts["save"])
    return costs


def counted(counts, name, act):
    """The answer to a request, whose queries are added to the counts."""
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    counts[name] = sum(query["sql"].startswith(("SELECT", "INSERT", "UPDATE", "DELETE")) for query in queries)
    return answer
