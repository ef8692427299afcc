"""Words of one's own that stay in the page; what is kept says that they were compared."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from quizzes import attempting, editions, records
from quizzes.content import QuizContent
from quizzes.models import Attempt, ResponseEvent, ResponseText
from quizzes.questions.free_text import FreeText
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.posting import form_for

pytestmark = pytest.mark.django_db
MODEL = "At 14:10 the worker looked at Mr X and did not answer."
ABROAD = ["prose", "guided prose"]


def criterion(text, points=1):
    return ("criterion", {"text": text, "points": points})


def make(stem="Rewrite it as fact.", *, is_published=True, **fields):
    """A model answer, and a rubric of two points."""
    question = FreeText(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or making.make_topic(),
        model_answer=fields.pop("model_answer", MODEL),
        criteria=fields.pop("criteria", [criterion("It says when and where"), criterion("It judges nobody", 3)]),
        **fields,
    )
    return making.keep(question, is_published)


def wrong_answer(snapshot):
    """Written, and nothing of the rubric met."""
    return {"done": True, "met": []}


def text_of(snapshot, answer):
    """Words that give an answer, where words are kept."""
    return "I saw four beds." if snapshot.keeps_prose and (answer or {}).get("done") else ""


@pytest.fixture(scope="module")
def questions_once(course_once):
    """One to write about, and a single choice."""
    return [make(), making.make_single()]


def html_of(question):
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    return render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})


def test_the_box_has_no_name_so_that_no_browser_ever_sends_the_words():
    boxes = re.findall(r"<textarea[^>]*>", html_of(make()))
    assert len(boxes) == 1
    assert "name=" not in boxes[0]


def test_the_box_stands_under_the_standing_banner():
    assert "Fictional examples only" in html_of(make())


def test_words_that_somebody_sends_all_the_same_are_kept_nowhere(browser, attempt):
    data = form_for(attempt) | {"question-1-words": "Ring Kit on 07700 900123", "question-1-text": "more words"}
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), data)
    assert Attempt.objects.get().passed
    assert not ResponseText.objects.exists()
    assert all("words" not in str(event.answer) for event in ResponseEvent.objects.all())


def test_to_write_and_compare_is_all_that_is_asked_and_it_is_not_scored(attempt, answer_all):
    answer_all(making.right_answer, but={1: wrong_answer})
    attempting.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (100, True)
    assert list(records.differences()) == []


def test_whoever_ticks_a_point_has_compared():
    snapshot = make().snapshot()
    form = snapshot.answer_form({"q-met": [snapshot.criteria[0].key]}, prefix="q")
    assert form.is_valid()
    assert form.given() == {"done": True, "met": [snapshot.criteria[0].key]}


def test_a_point_is_met_once_and_only_where_something_was_done():
    snapshot = make().snapshot()
    key = snapshot.criteria[0].key
    assert not snapshot.accepts({"done": False, "met": [key]})
    assert not snapshot.accepts({"done": True, "met": [key, key]})


def test_there_is_something_to_compare_with():
    assert make(model_answer=" ", criteria=[], is_published=False).problems()
    assert not make(criteria=[]).problems()
    assert not make(model_answer="").problems()


def test_the_result_shows_what_was_ticked_and_the_model_answer(browser, attempt):
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt))
    page = browser.get(reverse("quizzes:result", args=[attempt.pk])).text
    assert page.count("You ticked it") == 2
    assert MODEL in page


def test_without_a_rubric_it_is_looked_back_on_all_the_same(quiz):
    snapshot = make(criteria=[]).snapshot()
    assert [line.was_chosen for line in snapshot.review(snapshot.right_answer())] == [True]
    assert editions.newest(quiz).quiz.size == 2
