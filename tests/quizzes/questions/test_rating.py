"""A scale to place oneself on, without a right answer."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from wagtail.test.utils.form_data import streamfield

from quizzes.content import QuizContent
from quizzes.marking import result_of
from quizzes.questions.rating import AGREEMENT, RatingScale
from quizzes.reviewing import EVERYTHING
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url

ABROAD = []  # no other system that we know of asks it


def make(stem="How sure are you that you could notice signs on a routine visit?", *, is_published=True, **fields):
    """A rating on the scale that a new one begins with."""
    topic = fields.pop("topic", None) or making.make_topic()
    labels = [("label", str(label)) for label in AGREEMENT]
    return making.keep(RatingScale(stem=f"<p>{stem}</p>", topic=topic, labels=labels, **fields), is_published)


def wrong_answer(snapshot):
    """There is none: the other end of the scale."""
    return {"chosen": [snapshot.options[0].key]}


def test_a_new_scale_begins_with_agreement_and_one_that_is_written_keeps_its_own(editor, db):
    page = editor.get(url("ratingscale", "add")).text
    assert all(label in page for label in ("Strongly disagree", "Neither agree nor disagree", "Strongly agree"))
    own = make(is_published=False)
    own.labels = [("label", "Not sure"), ("label", "Sure")]
    page = editor.get(url("ratingscale", "edit", making.keep(own).pk)).text
    assert "Not sure" in page and "Strongly disagree" not in page


def test_no_label_is_right(db):
    assert not any(option.is_correct for option in make().snapshot().options)


def test_labels_stay_in_order_whatever_the_seed(db):
    snapshot = make().snapshot()
    assert len({tuple(snapshot.answer_form(seed=seed).fields["answer"].choices) for seed in "abcdef"}) == 1


def test_it_counts_in_no_score_however_it_is_answered(db):
    questions = [making.make_single().snapshot(), make().snapshot()]
    for rating in (questions[1].right_answer(), wrong_answer(questions[1]), None):
        assert result_of(questions, [questions[0].right_answer(), rating], 80).score == 100
        assert result_of(questions, [making.wrong_answer(questions[0]), rating], 80).score == 0


def test_every_label_is_as_good_an_answer_as_another(db):
    snapshot = make().snapshot()
    for option in snapshot.options:
        assert snapshot.mark({"chosen": [option.key]}) == (Fraction(1), True)


def test_looking_back_shows_what_was_chosen_and_nothing_else(db):
    snapshot = make().snapshot()
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    lines = snapshot.review(wrong_answer(snapshot))
    html = render_to_string(
        "quizzes/_answered.html", {"asked": asked, "lines": lines, "was_answered": True, "shown": EVERYTHING}
    )
    assert "You put: Strongly disagree" in html and "Answered" in html
    assert "Strongly agree" not in html and "Right<" not in html and "data-right" not in html


def test_looking_back_on_no_answer_shows_none(db):
    assert [line.given for line in make().snapshot().review(None)] == [""]


def test_nobody_must_pass_an_opinion(db):
    assert "no right answer" in make(is_published=False, is_must_pass=True).problems()["is_must_pass"]


@pytest.mark.parametrize(
    ("labels", "extra", "status"),
    [(["Not sure", "Sure"], {}, 302), (["Sure"], {}, 200), (["Not sure", "Sure"], {"is_must_pass": "on"}, 200)],
)
def test_a_trainer_writes_a_scale_of_her_own(editor, db, labels, extra, status):
    scale = streamfield([("label", label) for label in labels])
    form = form_of(making.make_topic(), labels=scale, **extra)
    assert editor.post(url("ratingscale", "add"), {**form, "action-publish": "yes"}).status_code == status
    written = [option.text for one in RatingScale.objects.filter(live=True) for option in one.snapshot().options]
    assert written == (labels if status == 302 else [])


def test_an_unsaved_scale_can_be_previewed(editor, db):
    address = url("ratingscale", "preview_on_add")
    form = form_of(making.make_topic(), labels=streamfield([("label", "Not sure"), ("label", "Sure")]))
    assert editor.post(address, form).json()["is_valid"]
    assert "Not sure" in editor.get(address).text
