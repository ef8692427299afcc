"""Steps to put in order."""

from fractions import Fraction

import pytest
from wagtail.test.utils.form_data import streamfield

from quizzes.questions.ordering import Ordering
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url

ABROAD = ["order"]


def step(text, feedback=""):
    return ("step", {"text": text, "feedback": feedback})


STEPS = [step("Make safe", "Danger comes first."), step("Write it down"), step("Tell somebody"), step("Follow it up")]


def edited(*texts):
    """The type's part of the editor's form."""
    return {"steps": streamfield([step(text) for text in texts])}


# For the test that previews each type of placing.
WHOLE, UNFINISHED = edited("Call", "Write"), edited("")


def make(stem="In which order?", *, is_published=True, **fields):
    """Four steps in their right order."""
    fields = {"steps": STEPS, "topic": making.make_topic(), **fields}
    return making.keep(Ordering(stem=f"<p>{stem}</p>", **fields), is_published)


def wrong_answer(snapshot):
    """The steps backwards."""
    return placing(snapshot, "4321")


def placing(snapshot, places):
    """The answer that gives each step one of these places; a dot leaves it out."""
    return {"placed": {slot.key: place for slot, place in zip(snapshot.slots, places, strict=True) if place != "."}}


@pytest.mark.parametrize(
    ("places", "share"),
    [
        ("1234", 1),
        ("1243", Fraction(1, 2)),
        ("2341", 0),
        ("1...", Fraction(1, 4)),
        ("1111", 0),
        ("1133", 0),
        ("12.3", Fraction(1, 2)),
        ("....", 0),
    ],
)
def test_with_part_marks_each_step_alone_in_its_exact_place_earns_a_share(db, places, share):
    snapshot = make(has_part_marks=True).snapshot()
    assert snapshot.mark(placing(snapshot, places)) == (share, share == 1)


def test_without_part_marks_an_order_is_all_or_nothing(db):
    snapshot = make().snapshot()
    assert snapshot.mark(placing(snapshot, "1243")) == (0, False)


def test_a_place_given_twice_is_accepted_and_looked_back_on_as_such(db):
    snapshot = make().snapshot()
    answer = placing(snapshot, "1134")
    assert snapshot.accepts(answer)
    lines = snapshot.review(answer)
    assert [line.is_right for line in lines] == [False, False, True, True]
    assert lines[0].feedback == "You gave more than one step this place. Danger comes first."
    assert (lines[1].given, lines[1].expected) == ("Place 1", "Place 2")


def test_steps_are_shuffled_also_where_a_quiz_keeps_its_options_in_order(db):
    snapshots = [make().snapshot() for _ in range(5)]
    assert any([*snapshot.answer_form().fields] != [slot.key for slot in snapshot.slots] for snapshot in snapshots)


@pytest.mark.parametrize(("steps", "words"), [([step("One")], "two steps"), ([step("Call "), step("call")], "same")])
def test_steps_must_be_two_and_different(db, steps, words):
    assert words in make(steps=steps, is_published=False).problems()["steps"]


def test_a_trainer_publishes_steps_and_is_told_what_is_missing(editor, db):
    def posting(*texts):
        form = form_of(making.make_topic(), **edited(*texts))
        return editor.post(url("ordering", "add"), {**form, "action-publish": "yes"})

    assert "Two steps have the same words" in posting("Call", "Call").text
    assert posting("Call", "Write").status_code == 302
    assert [slot.text for slot in Ordering.objects.get(live=True).snapshot().slots] == ["Call", "Write"]
