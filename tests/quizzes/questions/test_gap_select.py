"""A text with gaps, each to be filled from a list of words."""

import re
from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from wagtail.test.utils.form_data import streamfield

from quizzes.content import QuizContent
from quizzes.questions.gap_select import GapSelect
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url

TEXT = "If there is danger now, call [[1]]. Otherwise tell [[2]] the same day.\nThen write it down."
ABROAD = ["gaps", "shared gaps"]


def gap(answer, *other_words, feedback=""):
    return ("gap", {"answer": answer, "other_words": list(other_words), "feedback": feedback})


GAPS = [gap("999", "nobody", "your manager", feedback="Danger comes first."), gap("your council", "nobody")]


def edited(text, answer="999", *other_words):
    """The type's part of the editor's form, with one gap."""
    others = streamfield([("item", words) for words in other_words or ["nobody"]])
    return {"text": text, "gaps": streamfield([("gap", {"answer": answer, "other_words": others, "feedback": ""})])}


# For the test that previews each type of placing.
WHOLE, UNFINISHED = edited("Call [[1]]."), edited("", "", "")


def make(stem="Fill the gaps.", *, is_published=True, **fields):
    """Two gaps: "999", and "your council"."""
    fields = {"text": TEXT, "gaps": GAPS, "topic": making.make_topic(), **fields}
    return making.keep(GapSelect(stem=f"<p>{stem}</p>", **fields), is_published)


def wrong_answer(snapshot):
    """Nobody, in each gap."""
    return filling(snapshot, "nobody", "nobody")


def filling(snapshot, *words):
    """The answer that fills the gaps with these words; an empty one stays empty."""
    chosen = zip(snapshot.slots, words, strict=True)
    return {"placed": {slot.key: _key(snapshot, slot, text) for slot, text in chosen if text}}


def _key(snapshot, slot, text):
    return next(choice.key for choice in snapshot.offered(slot) if choice.text == text)


def asking(question):
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    return asked, render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})


def offered(snapshot):
    """The words of each gap, sorted."""
    return [sorted(choice.text for choice in snapshot.offered(slot)) for slot in snapshot.slots]


@pytest.mark.parametrize(
    ("words", "share"),
    [
        (("999", "your council"), 1),
        (("999", "nobody"), Fraction(1, 2)),
        (("", "your council"), Fraction(1, 2)),
        (("nobody", ""), 0),
    ],
)
def test_with_part_marks_each_gap_earns_a_share(db, words, share):
    snapshot = make(has_part_marks=True).snapshot()
    assert snapshot.mark(filling(snapshot, *words)) == (share, share == 1)


def test_without_part_marks_one_wrong_gap_earns_nothing(db):
    snapshot = make().snapshot()
    assert snapshot.mark(filling(snapshot, "999", "nobody")) == (0, False)


def test_each_gap_has_its_own_words_and_refuses_those_of_another(db):
    snapshot = make().snapshot()
    assert offered(snapshot) == [["999", "nobody", "your manager"], ["nobody", "your council"]]
    first, second = snapshot.slots
    assert not snapshot.accepts({"placed": {first.key: second.right}})


def test_words_may_be_offered_in_every_gap_and_those_of_two_gaps_are_one(db):
    snapshot = make(has_shared_words=True).snapshot()
    assert offered(snapshot) == [["999", "nobody", "your council", "your manager"]] * 2
    first, second = snapshot.slots
    assert snapshot.accepts({"placed": {first.key: second.right}})
    both = make(gaps=[gap("Call", "wait"), gap("call")], has_shared_words=True).snapshot()
    assert both.mark(filling(both, "Call", "Call")) == (1, True)


def test_the_lists_stand_in_the_sentence_where_its_gaps_are(db):
    asked, html = asking(make())
    words = re.sub(r"\s+", " ", re.sub(r"<select.*?</select>", "_", re.sub(r"<label.*?</label>", "", html)))
    assert "call _. Otherwise tell _ the same day. </p>" in words
    assert len(asked.form.paragraphs) == 2


def test_a_gap_is_called_by_its_sentence_for_whoever_cannot_see_where_it_is(db):
    _asked, html = asking(make())
    assert ">Gap 1: If there is danger now, call (1).</label>" in html
    assert ">Gap 2: Otherwise tell (2) the same day.</label>" in html


def test_looking_back_says_what_was_put_in_each_gap_and_what_belongs_there(db):
    snapshot = make().snapshot()
    lines = snapshot.review(filling(snapshot, "nobody", ""))
    assert [(line.given, line.expected) for line in lines] == [("nobody", "999"), ("", "your council")]
    assert lines[0].feedback == "Danger comes first."


def test_what_looks_like_markup_is_shown_as_words_and_a_contact_by_its_number(db):
    _asked, html = asking(make(text="<b>Call</b> {{contact:emergency}} or [[ 1 ]], not [[2]]."))
    assert "&lt;b&gt;Call&lt;/b&gt;" in html and "tel:999" in html and "[[" not in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "No gaps here."}, {"text": "Write [[1]] in the text where this gap belongs."}),
        ({"text": "[[1]] alone"}, {"text": "Write [[2]] in the text where this gap belongs."}),
        ({"text": "[[1]] [[2]] [[3]]"}, {"text": "The text has a gap [[3]], and the list has not."}),
        ({"text": "[[1]] [[2]] [[1]]"}, {"text": "The gap [[1]] is in the text twice."}),
        ({"text": "Nothing", "gaps": []}, {"text": "Write at least one gap."}),
        ({"gaps": [gap("A", "B"), gap("A")]}, {"gaps": "Give gap 2 other words to choose from."}),
        ({"gaps": [gap("A", "B"), gap("A", "a ")]}, {"gaps": "Gap 2 offers the same words twice: “a ”."}),
    ],
)
def test_text_and_list_must_have_the_same_gaps_with_words_to_choose_from(db, fields, words):
    assert make(**fields, is_published=False).problems() == words


def test_a_trainer_publishes_a_text_with_gaps_and_is_told_what_is_missing(editor, db):
    def posting(text):
        form = form_of(making.make_topic(), **edited(text))
        return editor.post(url("gapselect", "add"), {**form, "action-publish": "yes"})

    assert "Write [[1]] in the text" in posting("Call.").text
    assert posting("Call [[1]].").status_code == 302
    assert offered(GapSelect.objects.get(live=True).snapshot()) == [["999", "nobody"]]
