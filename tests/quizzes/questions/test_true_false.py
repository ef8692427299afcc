"""A sentence to call true or false, and perhaps to say why."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from quizzes.content import QuizContent
from quizzes.questions.snapshots import RIGHT
from quizzes.questions.true_false import TrueFalse, TrueFalseSnapshot
from quizzes.ruling import Fix, Rule
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, options, url
from tests.quizzes.posting import as_posted

make = making.make_true_false
ABROAD = ["statement"]


def wrong_answer(snapshot):
    """What the sentence is not."""
    return {"chosen": [option.key for option in snapshot.options if not option.is_correct]}


def test_true_comes_before_false_whatever_the_seed(db):
    true_false = making.make_true_false().snapshot()
    assert {
        tuple(value for value, _ in true_false.answer_form(seed=seed).fields["answer"].choices) for seed in "abcdefgh"
    } == {("true", "false")}


def make_with_reasons(**fields):
    """A sentence that is false, because movement can be short."""
    reasons = [
        making.option("Movement can be a few streets", is_correct=True, feedback="Within one town."),
        making.option("Children are never moved", feedback="Some are."),
        making.option("It is another crime"),
    ]
    return make(**{"reasons": reasons, **fields})


def test_the_same_verdict_for_another_reason_is_another_answer(db):
    snapshot = make_with_reasons().snapshot()
    first, second, _third = snapshot.reasons
    answer = {"chosen": ["false"], "because": [second.key]}
    accepted = Rule(Fix.ACCEPT, answer)
    assert accepted.applied(snapshot, snapshot.mark(answer), answer) == RIGHT
    other = {"chosen": ["false"], "because": [snapshot.reasons[2].key]}
    assert accepted.applied(snapshot, snapshot.mark(other), other) == snapshot.mark(other) != RIGHT
    assert snapshot.is_same(answer, {**answer}) and not snapshot.is_same(answer, {**answer, "because": [first.key]})


def said(snapshot, verdict, reason=None):
    """The answer with this verdict for this reason."""
    because = [one.key for one in snapshot.reasons if one.text.startswith(reason)] if reason else []
    return {"chosen": [verdict] if verdict else [], "because": because}


@pytest.mark.parametrize(
    ("verdict", "reason", "whole", "half", "is_right"),
    [
        ("false", "Movement", 1, 1, True),
        ("false", "Children", 0, Fraction(1, 2), False),
        ("false", None, 0, Fraction(1, 2), False),
        ("true", "Movement", 0, 0, False),
        (None, "Movement", 0, 0, False),
        (None, None, 0, 0, False),
    ],
)
def test_the_reason_counts_and_the_verdict_alone_earns_half_at_most(db, verdict, reason, whole, half, is_right):
    for has_half, fraction in ((False, whole), (True, half)):
        snapshot = make_with_reasons(has_half_for_verdict=has_half).snapshot()
        assert snapshot.mark(said(snapshot, verdict, reason)) == (fraction, is_right)


def test_what_is_answered_with_a_reason_is_what_was_posted(db):
    snapshot = make_with_reasons().snapshot()
    answer = said(snapshot, "true", "Children")
    form = snapshot.answer_form(as_posted(snapshot, answer, "q"), prefix="q")
    assert form.is_valid() and form.given() == answer
    assert snapshot.accepts(answer) and snapshot.is_answered(answer)
    assert snapshot.accepts(snapshot.right_answer()) and snapshot.mark(snapshot.right_answer()).is_right


def test_a_strange_reason_is_refused(db):
    snapshot = make_with_reasons().snapshot()
    for because in (["unknown"], "text", [[]], None, [reason.key for reason in snapshot.reasons]):
        assert not snapshot.accepts({"chosen": ["false"], "because": because})
    assert not snapshot.accepts({"chosen": ["false"]})
    assert not snapshot.answer_form({"q-because": "tampered"}, prefix="q").is_valid()


def test_a_question_without_reasons_takes_no_reason(db):
    snapshot = make().snapshot()
    assert snapshot.right_answer() == {"chosen": ["false"]}
    assert not snapshot.accepts({"chosen": ["false"], "because": []})


def test_an_edition_from_before_asks_for_no_reason(db):
    old = make().snapshot().model_dump(mode="json", exclude={"reasons", "has_half_for_verdict"})
    assert TrueFalseSnapshot.model_validate(old).mark({"chosen": ["false"]}) == (1, True)


def test_both_groups_are_shown_at_once_and_the_reasons_have_a_legend(db):
    snapshot = make_with_reasons().snapshot()
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    html = " ".join(render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]}).split())
    assert html.count("<fieldset") == 2 and ">Why?</legend>" in html
    for field in asked.form:
        assert html.count(f'name="{field.html_name}"') == len(field.field.choices)
    for reason in snapshot.reasons:
        assert f">{reason.text}</label>" in html
    orders = {tuple(key for key, _ in snapshot.answer_form(seed=seed).fields["because"].choices) for seed in "abcdefgh"}
    assert len(orders) > 1


def test_looking_back_says_which_reason_is_right(db):
    snapshot = make_with_reasons().snapshot()
    lines = snapshot.review(said(snapshot, "false", "Children"))
    assert [(line.was_chosen, line.is_right) for line in lines[2:]] == [(False, True), (True, False), (False, False)]
    assert lines[3].text == "Because: Children are never moved" and lines[3].feedback == "Some are."


@pytest.mark.parametrize("rights", [(True,), (False, False), (True, True)])
def test_reasons_need_exactly_one_that_is_right(db, rights):
    question = make(is_published=False)
    question.reasons = [making.option(str(place), right) for place, right in enumerate(rights)]
    assert "exactly one" in question.problems()["reasons"]


def test_a_file_says_the_reasons_too(db):
    question = make_with_reasons(has_half_for_verdict=True)
    again = TrueFalse(stem=question.stem, topic=question.topic)
    again.fill(TrueFalse.Plain.model_validate_json(question.plain().model_dump_json()))
    assert again.plain_fields() == question.plain_fields()
    assert again.plain_fields()["reasons"][0].correct


@pytest.mark.parametrize(("right", "status"), [(True, 302), (False, 200)])
def test_a_trainer_writes_reasons(editor, db, right, status):
    reasons = options(("Movement can be short", right), ("Children are never moved", False))
    form = form_of(making.make_topic(), feedback_true="", feedback_false="", reasons=reasons)
    assert editor.post(url("truefalse", "add"), {**form, "action-publish": "yes"}).status_code == status
    assert TrueFalse.objects.filter(live=True).exists() is right
    preview = url("truefalse", "preview_on_add")
    assert editor.post(preview, form).json()["is_valid"]
    assert "Movement can be short" in editor.get(preview).text
