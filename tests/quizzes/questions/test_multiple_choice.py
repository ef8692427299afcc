"""Several right options, all or nothing or with part marks."""

from fractions import Fraction

import pytest

from tests.quizzes import making

make = making.make_multiple
ABROAD = ["multiple"]


def wrong_answer(snapshot):
    """A wrong option alone."""
    return making.keys_of(snapshot, "C")


@pytest.mark.parametrize(
    ("chosen", "fraction", "is_right"),
    [
        ("AB", Fraction(1), True),
        ("A", Fraction(1, 2), False),
        ("AC", 0, False),
        ("ABC", Fraction(1, 2), False),
        ("CD", 0, False),
        ("", 0, False),
    ],
)
def test_part_marks_never_fall_below_nothing(db, chosen, fraction, is_right):
    snapshot = making.make_multiple(has_part_marks=True).snapshot()
    assert snapshot.mark(making.keys_of(snapshot, *chosen)) == (fraction, is_right)


def test_without_part_marks_a_multiple_choice_is_all_or_nothing(db):
    snapshot = making.make_multiple().snapshot()
    assert snapshot.mark(making.keys_of(snapshot, "A")) == (0, False)
