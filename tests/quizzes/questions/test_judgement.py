"""Options that are best, reasonable or unsafe, each with what would happen next."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from quizzes.content import QuizContent
from quizzes.questions.judgement import Judgement
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import judgement_form, url

ABROAD = []  # it goes out as a single choice, and says so


def judged(text, rating, consequence="It goes on."):
    """One option for a stream."""
    return ("option", {"text": text, "rating": rating, "consequence": consequence})


def make(stem="What do you do next?", *, is_published=True, **fields):
    """A judgement: "Step outside" is best, "Finish" reasonable, "Search" unsafe."""
    options = [
        judged("Step outside", "best", "You can speak freely."),
        judged("Finish", "reasonable", "You know no more than before."),
        judged("Search", "unsafe", "He sees what you suspect."),
    ]
    topic = fields.pop("topic", None) or making.make_topic()
    question = Judgement(stem=f"<p>{stem}</p>", topic=topic, **{"options": options, **fields})
    return making.keep(question, is_published)


def wrong_answer(snapshot):
    """What is unsafe."""
    return making.keys_of(snapshot, "Search")


@pytest.mark.parametrize(
    ("chosen", "fraction", "is_right"),
    [("Step outside", 1, True), ("Finish", Fraction(1, 2), False), ("Search", 0, False), ("", 0, False)],
)
def test_best_earns_all_reasonable_a_share_and_unsafe_nothing(db, chosen, fraction, is_right):
    snapshot = make().snapshot()
    assert snapshot.mark(making.keys_of(snapshot, chosen)) == (fraction, is_right)


def test_the_author_sets_what_a_reasonable_choice_earns(db):
    snapshot = make(reasonable_percent=25).snapshot()
    assert snapshot.mark(making.keys_of(snapshot, "Finish")) == (Fraction(1, 4), False)


def test_either_of_two_best_options_is_right(db):
    snapshot = make(options=[judged("A", "best"), judged("B", "best"), judged("C", "unsafe")]).snapshot()
    assert [snapshot.mark(making.keys_of(snapshot, text)).is_right for text in "ABC"] == [True, True, False]
    assert snapshot.accepts(snapshot.right_answer())


def test_looking_back_rates_every_option_in_words_and_says_what_would_follow(db):
    snapshot = make().snapshot()
    lines = snapshot.review(making.keys_of(snapshot, "Search"))
    html = render_to_string("quizzes/_review.html", {"asked": {"question": snapshot}, "lines": lines})
    for words in ("Best", "Reasonable", "Unsafe", "You can speak freely.", "You know no more", "He sees what you"):
        assert words in html
    assert [line.was_chosen for line in lines] == [False, False, True]


def test_no_rating_or_consequence_is_told_before_it_is_answered(db):
    (asked,) = trial_sheet(QuizContent(title="", questions=[make().snapshot()]), seed="s")
    html = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]}).lower()
    assert not any(word in html for word in ("best", "reasonable", "unsafe", "he sees"))


@pytest.mark.parametrize("ratings", [("unsafe", "reasonable"), ("best", "best")])
def test_a_judgement_needs_a_best_option_and_another(db, ratings):
    question = make(is_published=False)
    question.options = [judged(rating, rating) for rating in ratings]
    assert "at least one option as best" in question.problems()["options"]


def test_every_option_needs_its_consequence(db):
    question = make(is_published=False)
    question.options = [judged("A", "best"), judged("B", "unsafe", " ")]
    assert "what would happen next" in question.problems()["options"]


def test_a_trainer_writes_and_publishes_a_judgement(editor, db):
    form = judgement_form(making.make_topic(), [("Call", "best", "Help comes."), ("Wait", "unsafe", "None comes.")])
    assert editor.post(url("judgement", "add"), {**form, "action-publish": "yes"}).status_code == 302
    question = Judgement.objects.get()
    assert question.live and [option.rating for option in question.snapshot().options] == ["best", "unsafe"]


def test_a_judgement_without_a_consequence_is_kept_as_a_draft_only(editor, db):
    form = judgement_form(making.make_topic(), [("Call", "best", ""), ("Wait", "unsafe", "")])
    refused = editor.post(url("judgement", "add"), {**form, "action-publish": "yes"})
    assert "Say for each option what would happen next." in refused.text
    assert editor.post(url("judgement", "add"), form).status_code == 302
    assert not Judgement.objects.get().live


def test_an_unsaved_judgement_can_be_previewed(editor, db):
    form = judgement_form(making.make_topic(), [("Call", "best", "Help comes."), ("Wait", "", "")])
    address = url("judgement", "preview_on_add")
    assert editor.post(address, form).json()["is_valid"]
    page = editor.get(address).text
    assert "Call" in page and "Help comes." in page
    assert not Judgement.objects.exists()


def test_another_system_gets_its_options_with_their_shares(db):
    body, losses = make(reasonable_percent=25).to_neutral()
    assert body.takes_one
    assert [option.share for option in body.options] == [1, Fraction(1, 4), 0]
    assert body.options[2].feedback == "He sees what you suspect."
    assert "single choice" in str(losses[0])
