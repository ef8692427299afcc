"""Finding questions in a bank of many: what the list can be narrowed by, what a search reads, where each is used."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from quizzes.models import QuizItem, QuizPage
from tests.quizzes import making
from tests.quizzes.editor_forms import url
from tests.training.content.factories import make_fact
from training.people.models import FrontlineRole


@pytest.fixture
def found(editor, db):
    """The list, narrowed: which of "Wanted" and "Other" it shows."""

    def ask(**narrowed):
        page = editor.get(url("question", "list"), narrowed).text
        return {name for name in ("Wanted", "Other") if f"{name} one" in page}

    return ask


@pytest.fixture
def other(db):
    return making.make_single("Other one", topic=making.make_topic("Another"))


def wanted(**fields):
    return making.make_single("Wanted one", **fields)


@pytest.mark.parametrize(
    ("filter_", "fields"),
    [
        ({"outcome": "A1"}, {"outcome": "A1"}),
        ({"difficulty": 3}, {"difficulty": 3}),
        ({"is_must_pass": "true"}, {"is_must_pass": True}),
        ({"framework_tag": "T1"}, {"framework_tags": "SFC-3 T1"}),
        ({"state": "draft"}, {"is_published": False}),
    ],
)
def test_the_bank_is_narrowed_by_what_a_question_says(found, other, filter_, fields):
    wanted(**fields)
    assert found(**filter_) == {"Wanted"}


def test_a_part_of_a_framework_tag_is_not_the_tag(found, db):
    wanted(framework_tags="T1")
    making.make_single("Other one", framework_tags="T11")
    assert found(framework_tag="T1") == {"Wanted"}


def test_the_bank_is_narrowed_by_state(found, other):
    changed = wanted()
    assert found(state="published") == {"Wanted", "Other"}
    changed.feedback = "In other words"
    changed.save_revision()
    assert found(state="changed") == {"Wanted"}
    assert found(state="published") == {"Other"}
    assert found(state="draft") == set()


def test_the_bank_is_narrowed_to_what_is_in_review(found, other, chidi, editor):
    question = wanted()
    question.save_revision()
    Workflow.objects.get().start(question, chidi)
    assert found(state="review") == {"Wanted"}
    assert "in review" in editor.get(url("question", "list")).text


@pytest.mark.usefixtures("referenced")
def test_the_bank_is_narrowed_to_what_rests_on_a_fact_past_its_date(found, other):
    stale, current = make_fact("old", review_by=date(2020, 1, 1)), make_fact("new", review_by=None)
    wanted(facts=[("fact", stale)])
    making.make_single("Yet another", facts=[("fact", current)])
    assert found(is_overdue="true") == {"Wanted"}
    assert found(is_overdue="false") == {"Other"}


@pytest.mark.usefixtures("referenced")
def test_the_bank_is_narrowed_by_misconception(found, other):
    misconception = making.make_misconception()
    wanted_one = making.make_single("Wanted one")
    wanted_one.options = [making.option("A", True), making.option("B", misconception=misconception)]
    making.keep(wanted_one)
    assert found(misconception=misconception.pk) == {"Wanted"}


@pytest.mark.parametrize("how", ["named", "pool", "draft"])
def test_a_question_is_used_where_a_quiz_names_it_or_may_draw_it_also_in_a_draft(found, other, course, how):
    question = wanted()
    use(how, course, question)
    assert found(is_used="true") == {"Wanted"}
    assert found(is_used="false") == {"Other"}


def use(how, course, question):
    """A quiz with the question in it, in one of the ways."""
    if how == "pool":
        return making.make_quiz(course, pools=[(question.topic, 1)])
    if how == "named":
        return making.make_quiz(course, [question])
    quiz = making.make_quiz(course, [making.make_true_false(topic=making.make_topic("Elsewhere"))])
    draft = QuizPage.objects.get(pk=quiz.pk)
    draft.items.add(QuizItem(question=question))
    draft.save_revision()
    return draft


def test_the_bank_is_narrowed_by_the_role_that_a_quiz_is_for(found, other, course):
    role = FrontlineRole.objects.first()
    quiz = making.make_quiz(course, [wanted()])
    making.make_quiz(course, [other], slug="for-everybody")
    quiz.roles.add(role)
    quiz.save()
    assert found(role=role.pk) == {"Wanted"}


@pytest.mark.parametrize(
    ("how", "sentence"),
    [("named", "everybody is asked it"), ("pool", "a pool may draw it"), ("draft", "only in a draft")],
)
def test_a_row_says_in_how_many_quizzes_it_is_and_leads_to_their_names(editor, course, how, sentence):
    question = wanted()
    assert "no quiz" in editor.get(url("question", "list")).text
    quiz = use(how, course, question)
    address = reverse("quizzes_uses", args=[question.pk])
    assert f'href="{address}"' in editor.get(url("question", "list"), {"q": ""}).text
    page = editor.get(address).text
    assert quiz.title in page and sentence in page


def test_more_questions_quizzes_and_drafts_ask_no_more_queries(editor, course, chidi, check_growth):
    question = wanted()
    use("draft", course, question)

    def grow():
        for number in range(3):
            more = making.make_single(f"More {number}")
            quiz = making.make_quiz(course, [more], pools=[(more.topic, 1)], slug=f"more-{number}")
            quiz.save_revision()
            more.save_revision()
            Workflow.objects.get().start(more, chidi)

    def grow_pools():
        making.make_quiz(course, pools=[(question.topic, 1)], slug="pooled")

    check_growth(lambda: editor.get(url("question", "list")), grow)
    check_growth(lambda: editor.get(reverse("quizzes_uses", args=[question.pk])), grow_pools)


@pytest.mark.parametrize("words", ["Which words", "Telephone", "QX77", "teleph"])
def test_a_search_reads_the_stem_the_options_and_the_short_name(found, editor, searchable, words):
    question = making.make_single("Wanted one: which words?", code="QX77")
    question.options = [making.option("Telephone first", True), making.option("Wait")]
    making.keep(question)
    making.make_true_false("Other one")
    assert found(q=words) == {"Wanted"}


def test_a_search_can_be_narrowed_by_everything(found, searchable, course):
    question = wanted(outcome="A1", framework_tags="T1", difficulty=3)
    use("named", course, question)
    narrowed = {"outcome": "A1", "framework_tag": "T1", "difficulty": 3, "state": "published", "is_used": "true"}
    assert found(q="wanted", is_overdue="false", **narrowed) == {"Wanted"}
