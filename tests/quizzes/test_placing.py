"""What ordering, matching, sorting and gaps have in common."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import Question
from quizzes.questions import placing
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url
from tests.quizzes.test_contract import examples_of

TYPES = [type_ for type_ in Question.types() if issubclass(type_.Snapshot, placing.PlacingSnapshot)]
SLOTS, CHOICES = "abcd", "wxyz"

pytestmark = pytest.mark.parametrize("type_", TYPES, ids=lambda type_: type_._meta.model_name)


def snapshot_of(type_, **fields):
    """Four slots and four choices, whose keys are letters; those of ordering are places."""
    return type_.Snapshot.model_construct(
        key="k",
        text="",
        slots=[placing.Slot(key=slot, text=slot, right=choice) for slot, choice in zip(SLOTS, CHOICES, strict=True)],
        choices=[placing.Choice(key=choice, text=choice) for choice in CHOICES],
        **fields,
    )


@given(st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(CHOICES)))
def test_any_answer_earns_from_nothing_to_all_and_all_only_where_it_is_whole(type_, placed):
    snapshot, generous = snapshot_of(type_), snapshot_of(type_, has_part_marks=True)
    answer = {"placed": placed}
    assert snapshot.accepts(answer)
    share = generous.mark(answer).fraction
    assert share == Fraction(sum(line.is_right for line in generous.review(answer)), 4)
    assert (share == 1) == generous.mark(answer).is_right == (placed == snapshot.right_answer()["placed"])
    assert snapshot.mark(answer).fraction == (share if share == 1 else 0)


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some))
)
def test_nothing_but_an_answer_is_accepted(type_, tampered):
    snapshot = snapshot_of(type_)
    assert not snapshot.accepts(tampered)
    assert snapshot.accepts({"placed": tampered}) == (tampered == {})


def test_one_seed_gives_the_same_order_again_and_nothing_is_chosen_beforehand(type_):
    snapshot = snapshot_of(type_)
    first, again = snapshot.answer_form(prefix="q", seed="s").rows, snapshot.answer_form(prefix="q", seed="s").rows
    assert first == again
    chosen = [key for row in first for _id, key, _words, is_chosen in row.choices if is_chosen]
    assert not any(chosen)


def test_what_was_left_out_is_said_to_be_where_anything_was_answered(type_):
    snapshot = snapshot_of(type_)
    lines = snapshot.review({"placed": {"a": "w"}})
    assert [line.given for line in lines] == ["w", "", "", ""]
    looked_back = render_to_string(
        "quizzes/_review.html", {"asked": {"question": snapshot}, "lines": lines, "was_answered": True}
    )
    assert looked_back.count("You left this empty.") == 3 and looked_back.count("Right would be:") == 3
    assert "left this empty" not in render_to_string("quizzes/_review.html", {"lines": snapshot.review(None)})


def test_what_is_not_saved_yet_can_be_previewed_whole_or_unfinished(editor, db, type_):
    address = url(type_._meta.model_name, "preview_on_add")
    examples = examples_of(type_)
    for fields in (examples.WHOLE, examples.UNFINISHED):
        assert editor.post(address, form_of(making.make_topic(), **fields)).json()["is_valid"]
        page = editor.get(address)
        assert page.status_code == 200 and "As it is looked back on" in page.text
    assert not Question.objects.exists()
