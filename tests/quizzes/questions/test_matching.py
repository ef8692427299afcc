"""Prompts to be matched with their answers."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from wagtail.test.utils.form_data import streamfield

from quizzes.content import QuizContent
from quizzes.questions.matching import Matching
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url

ABROAD = ["pairs"]


def pair(prompt, answer, feedback=""):
    return ("pair", {"prompt": prompt, "answer": answer, "feedback": feedback})


PAIRS = [pair("Danger", "Call", "Danger comes first."), pair("Advice", "Ask"), pair("Wages", "Report")]


def edited(*pairs):
    """The type's part of the editor's form."""
    return {
        "pairs": streamfield([pair(prompt, answer) for prompt, answer in pairs]),
        "other_answers": streamfield([("answer", "Wait")]),
    }


# For the test that previews each type of placing.
WHOLE, UNFINISHED = edited(("Danger", "Call"), ("Advice", "Ask")), edited(("", ""))


def make(stem="What belongs together?", *, is_published=True, **fields):
    """Three pairs, and an answer that fits none."""
    fields = {"pairs": PAIRS, "other_answers": [("answer", "Wait")], "topic": making.make_topic(), **fields}
    return making.keep(Matching(stem=f"<p>{stem}</p>", **fields), is_published)


def wrong_answer(snapshot):
    """The answer that fits none, everywhere."""
    return placing(snapshot, "Wait", "Wait", "Wait")


def placing(snapshot, *answers):
    """The answer that gives the prompts these answers, in their order; an empty one is left out."""
    keys = {choice.text: choice.key for choice in snapshot.choices}
    chosen = zip(snapshot.slots, answers, strict=True)
    return {"placed": {slot.key: keys[answer] for slot, answer in chosen if answer}}


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        (("Call", "Ask", "Report"), 1),
        (("Call", "Report", "Ask"), Fraction(1, 3)),
        (("Call", "", ""), Fraction(1, 3)),
        (("Wait", "Wait", "Report"), Fraction(1, 3)),
        (("", "", ""), 0),
    ],
)
def test_with_part_marks_each_match_earns_a_share_and_nothing_is_taken_off(db, answers, share):
    snapshot = make(has_part_marks=True).snapshot()
    assert snapshot.mark(placing(snapshot, *answers)) == (share, share == 1)


def test_without_part_marks_one_wrong_match_earns_nothing(db):
    snapshot = make().snapshot()
    assert snapshot.mark(placing(snapshot, "Call", "Ask", "Wait")) == (0, False)


def test_looking_back_says_for_each_prompt_what_was_put_and_what_belongs_and_why(db):
    snapshot = make().snapshot()
    lines = snapshot.review(placing(snapshot, "Wait", "Ask", ""))
    assert [(line.text, line.given, line.expected, line.is_right) for line in lines] == [
        ("Danger", "Wait", "Call", False),
        ("Advice", "Ask", "Ask", True),
        ("Wages", "", "Report", False),
    ]
    html = render_to_string("quizzes/_review.html", {"asked": {"question": snapshot}, "lines": lines})
    assert "You put: Wait" in html and "Right would be: Call" in html and "Danger comes first." in html


def test_neither_the_keys_nor_the_order_on_a_page_tell_what_belongs_together(db):
    snapshots = [make().snapshot() for _ in range(5)]
    for snapshot in snapshots:
        assert not {slot.key for slot in snapshot.slots} & {choice.key for choice in snapshot.choices}
    listed = [next(iter(snapshot.answer_form().fields.values())).choices[1:] for snapshot in snapshots]
    assert len({tuple(words for _key, words in choices) for choices in listed}) > 1


def test_contacts_and_markup_are_shown_as_words(db):
    question = make(pairs=[pair("<b>Fire</b>", "{{contact:emergency}}"), pair("Advice", "Ask")])
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    html = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
    assert "&lt;b&gt;Fire&lt;/b&gt;" in html
    assert "999" in html and "{{" not in html and "tel:" not in html


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (PAIRS[:1], "at least two"),
        ([pair("One", "A"), pair(" one", "B")], "Two prompts"),
        ([pair("One", "A"), pair("Two", "a")], "there twice"),
        ([pair("One", "A"), pair("Two", "wait")], "there twice"),
    ],
)
def test_pairs_must_be_two_and_different(db, pairs, words):
    assert words in make(pairs=pairs, is_published=False).problems()["pairs"]


def test_a_preview_of_what_was_never_saved_has_keys_enough(db):
    question = Matching(stem="<p>New</p>", topic=making.make_topic(), pairs=PAIRS, other_answers=[("answer", "Wait")])
    snapshot = question.snapshot()
    assert len({choice.key for choice in snapshot.choices}) == 4
    assert snapshot.mark(snapshot.right_answer()).is_right


def test_a_trainer_publishes_pairs_and_is_told_what_is_missing(editor, db):
    def posting(*pairs):
        form = form_of(making.make_topic(), **edited(*pairs))
        return editor.post(url("matching", "add"), {**form, "action-publish": "yes"})

    assert "is there twice" in posting(("Danger", "Call"), ("Fire", "Call")).text
    assert posting(("Danger", "Call"), ("Advice", "Ask")).status_code == 302
    assert [choice.text for choice in Matching.objects.get(live=True).snapshot().choices] == ["Call", "Ask", "Wait"]
