"""The four requests of a quiz ask the same of the database, however many questions it has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import CoursePage
from quizzes import editions
from quizzes.models import Attempt
from tests.quizzes import making
from tests.quizzes.posting import form_for

pytestmark = pytest.mark.django_db
# With each request: the session, and who is asking. With the start: the edition, which each process reads once.
MOST = {"start": 10, "questions": 5, "send": 16, "result": 8}


@pytest.fixture
def quizzes(chidi, course):
    """Two to get used to, then one of two questions and one of twelve."""
    made = [
        making.make_quiz(course, [making.make_multiple(f"{place}, {n}") for n in range(size)], slug=f"quiz-{place}")
        for place, size in enumerate((2, 12, 2, 12))
    ]
    for quiz in made:
        editions.build(quiz)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return made


def test_a_quiz_of_more_questions_asks_no_more_queries_from_start_to_result(amara, course, quizzes):
    making.enrol(amara, course)
    browser = making.signed_in(amara)
    _, _, few, many = [queries_of(browser, quiz) for quiz in quizzes]
    assert few == many
    assert all(few[request] <= most for request, most in MOST.items()), few


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


def counted(counts, name, act):
    """The answer to a request, whose queries are added to the counts."""
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    counts[name] = sum(query["sql"].startswith(("SELECT", "INSERT", "UPDATE")) for query in queries)
    return answer
