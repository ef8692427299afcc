"""Cards to sort into groups."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from wagtail.test.utils.form_data import streamfield

from quizzes.content import QuizContent
from quizzes.questions.categorise import Categorise
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url

ABROAD = ["groups"]


def group(name, *cards):
    return ("group", {"name": name, "cards": [{"text": card, "feedback": f"So is {card}."} for card in cards]})


GROUPS = [group("Look closer", "A locked door", "A minder"), group("Not by itself", "An accent"), group("Never")]


def edited(*groups):
    """The type's part of the editor's form."""
    cards = [streamfield([("item", {"text": card, "feedback": ""}) for card in cards]) for _name, cards in groups]
    named = zip(groups, cards, strict=True)
    return {"groups": streamfield([("group", {"name": name, "cards": cards}) for (name, _cards), cards in named])}


# For the test that previews each type of placing.
WHOLE, UNFINISHED = edited(("One", ["A", "B"]), ("Two", [])), edited(("", [""]))


def make(stem="Where does each belong?", *, is_published=True, **fields):
    """Three cards in two of three groups."""
    fields = {"groups": GROUPS, "topic": making.make_topic(), **fields}
    return making.keep(Categorise(stem=f"<p>{stem}</p>", **fields), is_published)


def wrong_answer(snapshot):
    """Everything in the group that has no card."""
    return sorting(snapshot, *["Never"] * len(snapshot.slots))


def sorting(snapshot, *groups):
    """The answer that puts the cards into these groups, in their order; an empty one leaves a card out."""
    keys = {choice.text: choice.key for choice in snapshot.choices}
    chosen = zip(snapshot.slots, groups, strict=True)
    return {"placed": {slot.key: keys[name] for slot, name in chosen if name}}


@pytest.mark.parametrize(
    ("groups", "share"),
    [
        (("Look closer", "Look closer", "Not by itself"), 1),
        (("Look closer", "Look closer", "Look closer"), Fraction(2, 3)),
        (("", "", "Not by itself"), Fraction(1, 3)),
        (("Never", "Never", "Never"), 0),
    ],
)
def test_with_part_marks_each_card_earns_a_share(db, groups, share):
    snapshot = make(has_part_marks=True).snapshot()
    assert snapshot.mark(sorting(snapshot, *groups)) == (share, share == 1)


def test_without_part_marks_one_card_in_a_wrong_group_earns_nothing(db):
    snapshot = make().snapshot()
    assert snapshot.mark(sorting(snapshot, "Look closer", "Look closer", "Never")) == (0, False)


def test_each_card_is_a_group_of_radio_buttons_under_its_own_words(db):
    (asked,) = trial_sheet(QuizContent(title="", questions=[make().snapshot()]), seed="s")
    html = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
    assert html.count("<legend") == 1 + 3 and html.count('type="radio"') == 3 * 3
    for field in asked.form.fields.values():
        assert [words for _key, words in field.choices] == ["Look closer", "Not by itself", "Never"]


def test_looking_back_says_where_each_card_was_put_and_belongs(db):
    snapshot = make().snapshot()
    lines = snapshot.review(sorting(snapshot, "Never", "Look closer", ""))
    assert [(line.given, line.expected, line.is_right) for line in lines] == [
        ("Never", "Look closer", False),
        ("Look closer", "Look closer", True),
        ("", "Not by itself", False),
    ]
    assert lines[0].feedback == "So is A locked door."


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([group("One", "A", "B")], "at least two"),
        ([group("One", "A"), group("Two")], "at least two"),
        ([group("One", "A"), group("one", "B")], "twice"),
        ([group("One", "A"), group("Two", "a")], "twice"),
    ],
)
def test_groups_and_cards_must_be_two_and_different(db, groups, words):
    assert words in make(groups=groups, is_published=False).problems()["groups"]


def test_a_trainer_publishes_groups_and_is_told_what_is_missing(editor, db):
    def posting(*groups):
        form = form_of(making.make_topic(), **edited(*groups))
        return editor.post(url("categorise", "add"), {**form, "action-publish": "yes"})

    assert "there twice" in posting(("One", ["Same"]), ("Two", ["Same"])).text
    assert posting(("One", ["A", "B"]), ("Two", [])).status_code == 302
    assert [slot.text for slot in Categorise.objects.get(live=True).snapshot().slots] == ["A", "B"]
