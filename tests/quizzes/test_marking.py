"""Marking is pure: snapshots and answers in, a result out."""

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import percent, result_of
from quizzes.questions.choosing import OptionSnapshot
from quizzes.questions.multiple_choice import MultipleChoiceSnapshot
from quizzes.questions.single_choice import SingleChoiceSnapshot

RIGHT, WRONG = {"chosen": ["r"]}, {"chosen": ["w"]}


def single(**fields):
    """A question whose right option is "r"."""
    options = [OptionSnapshot(key="r", text="Right", is_correct=True), OptionSnapshot(key="w", text="Wrong")]
    return SingleChoiceSnapshot(key=uuid4(), stem="", options=options, **fields)


def test_exactly_the_pass_mark_is_passed():
    assert result_of([single() for _ in range(5)], [RIGHT] * 4 + [WRONG], 80).passed


def test_just_below_the_pass_mark_is_not():
    assert not result_of([single() for _ in range(3)], [RIGHT, RIGHT, WRONG], 67).passed


def test_a_score_is_never_rounded_up():
    assert percent(Fraction(79_999, 100_000)) == Decimal("79.99")


def test_the_pass_mark_is_held_against_the_exact_share():
    assert result_of([single() for _ in range(3)], [RIGHT, RIGHT, WRONG], 66).passed


def test_all_right_is_passed_with_must_pass_questions_among_them():
    assert result_of([single(is_must_pass=True), single()], [RIGHT, RIGHT], 100).passed


@pytest.mark.parametrize("answer", [WRONG, None, {"chosen": []}])
def test_a_must_pass_question_has_to_be_right(answer):
    questions = [single(is_must_pass=True)] + [single() for _ in range(9)]
    result = result_of(questions, [answer, *[RIGHT] * 9], 80)
    assert (result.score, result.passed) == (Decimal(90), False)


def test_part_of_a_must_pass_question_is_not_enough():
    options = [OptionSnapshot(key=key, text=key, is_correct=key in "ab") for key in "abc"]
    question = MultipleChoiceSnapshot(key=uuid4(), stem="", options=options, has_part_marks=True, is_must_pass=True)
    result = result_of([question], [{"chosen": ["a"]}], 50)
    assert (result.score, result.passed) == (Decimal(50), False)


def test_no_questions_are_never_passed():
    assert not result_of([], [], 1).passed


@given(
    right=st.sets(st.integers(0, 7), min_size=1),
    chosen=st.sets(st.integers(0, 7)),
    has_part_marks=st.booleans(),
)
def test_a_mark_is_between_nothing_and_all_and_all_means_right(right, chosen, has_part_marks):
    options = [OptionSnapshot(key=str(n), text=str(n), is_correct=n in right) for n in range(8)]
    question = MultipleChoiceSnapshot(key=uuid4(), stem="", options=options, has_part_marks=has_part_marks)
    mark = question.mark({"chosen": [str(n) for n in chosen]})
    assert 0 <= mark.fraction <= 1
    assert mark.is_right == (mark.fraction == 1) == (chosen == right)
