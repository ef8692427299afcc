"""The contract that every question type keeps. A new type is tested here without being named."""

import json
from fractions import Fraction

import pytest
from django.template import engines
from django.template.loader import render_to_string
from pydantic import TypeAdapter

from quizzes.content import AnyQuestion, QuizContent
from quizzes.models import Question
from quizzes.sheet import trial_sheet
from tests.quizzes import making

MAKERS = {
    "singlechoice": making.make_single,
    "multiplechoice": making.make_multiple,
    "truefalse": making.make_true_false,
}


@pytest.fixture(params=Question.types(), ids=lambda type_: type_._meta.model_name)
def question(request, db):
    """One published question of each type. A new type's test file adds its maker to MAKERS."""
    return MAKERS[request.param._meta.model_name](is_must_pass=True, feedback="Why it is so.")


def test_a_type_has_a_snapshot_a_plain_form_and_panels(question):
    type_ = type(question)
    assert type_.Snapshot.model_fields["type"].default
    assert type_.Plain.model_fields["type"]
    assert type_.panels


def test_a_snapshot_survives_json_and_is_told_apart_by_its_type(question):
    snapshot = question.snapshot()
    stored = json.loads(json.dumps(snapshot.model_dump(mode="json")))
    assert TypeAdapter(AnyQuestion).validate_python(stored) == snapshot


def test_a_snapshot_is_the_same_whether_read_as_base_or_as_type(question):
    assert Question.objects.get(pk=question.pk).snapshot() == question.snapshot()


def test_right_earns_all_wrong_and_empty_earn_nothing(question):
    snapshot = question.snapshot()
    assert snapshot.mark(making.right_answer(snapshot)) == (Fraction(1), True)
    assert snapshot.mark(making.wrong_answer(snapshot)) == (Fraction(0), False)
    assert snapshot.mark(None) == (Fraction(0), False)


def test_its_own_answers_are_accepted_and_others_refused(question):
    snapshot = question.snapshot()
    assert snapshot.accepts(making.right_answer(snapshot))
    for tampered in (None, {}, [], "text", {"chosen": ["unknown"]}, {"chosen": [1]}, {"chosen": [], "text": "prose"}):
        assert not snapshot.accepts(tampered)


def test_an_answer_holds_no_prose(question):
    snapshot = question.snapshot()
    answer = json.dumps(making.right_answer(snapshot))
    assert all(len(word) <= 36 for word in answer.replace('"', " ").split())


def test_what_the_form_gives_is_what_was_chosen(question):
    snapshot = question.snapshot()
    right = making.right_answer(snapshot)
    form = snapshot.answer_form({"q-answer": right["chosen"]}, prefix="q") if len(right["chosen"]) > 1 else None
    form = form or snapshot.answer_form({"q-answer": right["chosen"][0]}, prefix="q")
    if len(right["chosen"]) > 1:
        from django.http import QueryDict

        data = QueryDict(mutable=True)
        data.setlist("q-answer", right["chosen"])
        form = snapshot.answer_form(data, prefix="q")
    assert form.is_valid()
    assert form.given() == right


def test_an_empty_form_is_valid_and_gives_an_unanswered_answer(question):
    snapshot = question.snapshot()
    form = snapshot.answer_form({}, prefix="q")
    assert form.is_valid()
    assert not snapshot.is_answered(form.given())
    assert snapshot.accepts(form.given())


def test_the_form_refuses_what_was_not_shown(question):
    assert not question.snapshot().answer_form({"q-answer": "tampered"}, prefix="q").is_valid()


def test_looking_back_says_what_was_chosen_and_what_is_right(question):
    snapshot = question.snapshot()
    lines = snapshot.review(making.right_answer(snapshot))
    assert all(line.was_chosen == line.is_right for line in lines)


def test_its_template_shows_every_way_to_answer_inside_the_shared_fieldset(question):
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    html = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
    assert "<fieldset" in html and "<legend" in html
    for value, label in asked.form.fields["answer"].choices:
        assert f'value="{value}"' in html
        assert label in html
    assert "Must pass" in html


def test_nothing_in_the_asking_tells_what_is_right(question):
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    html = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
    assert "Why it is so." not in html
    assert "is_correct" not in html
    assert "Danger comes first" not in html


def test_drafting_publishing_and_reverting_keep_the_keys_of_answers(question):
    before = [option.key for option in question.snapshot().options]
    first = question.latest_revision
    question.stem = "<p>Asked in other words</p>"
    question.save_revision().publish()
    first.publish()
    question = Question.objects.get(pk=question.pk)
    question.unpublish()
    question.get_latest_revision().publish()
    again = Question.objects.get(pk=question.pk)
    assert type(again) is type(question)
    assert [option.key for option in again.snapshot().options] == before


def test_a_bank_of_all_types_is_read_without_a_query_for_each(question, check_growth):
    def grow():
        for make in MAKERS.values():
            make("Another")

    for make in MAKERS.values():
        make("One")
    check_growth(lambda: [str(question) for question in Question.objects.select_related("topic")], grow)


def test_reading_a_question_through_a_join_gives_the_base_only_so_nobody_does(db):
    import pathlib

    root = pathlib.Path(__file__).resolve().parents[2] / "quizzes"
    code = "\n".join(path.read_text() for path in root.rglob("*.py"))
    assert 'select_related("question' not in code
    assert "question__topic" not in code


def test_options_are_shuffled_by_seed_and_true_comes_before_false(db):
    single = making.make_single().snapshot()
    orders = {
        tuple(value for value, _ in single.answer_form(seed=seed).fields["answer"].choices) for seed in "abcdefgh"
    }
    assert len(orders) > 1
    true_false = making.make_true_false().snapshot()
    assert {
        tuple(value for value, _ in true_false.answer_form(seed=seed).fields["answer"].choices) for seed in "abcdefgh"
    } == {("true", "false")}


@pytest.mark.parametrize(
    ("chosen", "fraction", "is_right"),
    [
        ("AB", Fraction(1), True),
        ("A", Fraction(1, 2), False),
        ("AC", 0, False),
        ("ABC", Fraction(1, 2), False),
        ("CD", 0, False),
        ("", 0, False),
    ],
)
def test_part_marks_never_fall_below_nothing(db, chosen, fraction, is_right):
    snapshot = making.make_multiple(has_part_marks=True).snapshot()
    assert snapshot.mark(making.keys_of(snapshot, *chosen)) == (fraction, is_right)


def test_without_part_marks_a_multiple_choice_is_all_or_nothing(db):
    snapshot = making.make_multiple().snapshot()
    assert snapshot.mark(making.keys_of(snapshot, "A")) == (0, False)


@pytest.mark.parametrize("right", [0, 2])
def test_a_single_choice_needs_exactly_one_right_option(db, right):
    question = making.make_single(is_published=False)
    question.options = [making.option(str(n), is_correct=n < right) for n in range(3)]
    assert "options" in question.problems()


def test_words_that_look_like_markup_are_shown_as_words(db):
    question = making.make_single()
    question.options = [making.option("<b>Call</b> & go", True), making.option("Wait")]
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    html = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
    assert "&lt;b&gt;Call&lt;/b&gt; &amp; go" in html
    assert engines["django"] is not None
