"""One right option."""

import pytest
from django.template.loader import render_to_string

from quizzes.content import QuizContent
from quizzes.sheet import trial_sheet
from tests.quizzes import making

make = making.make_single
ABROAD = ["single"]


def wrong_answer(snapshot):
    """A wrong option."""
    return making.keys_of(snapshot, "Wait")


def test_options_are_shuffled_by_seed(db):
    single = making.make_single().snapshot()
    orders = {
        tuple(value for value, _ in single.answer_form(seed=seed).fields["answer"].choices) for seed in "abcdefgh"
    }
    assert len(orders) > 1


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
