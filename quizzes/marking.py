"""The result of an attempt, from its snapshots and answers alone. Reads and writes nothing."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import NamedTuple

HUNDREDTH = Decimal("0.01")
SMALLEST_MARK = Decimal("0.0001")


class Ruling(NamedTuple):
    """What people said of one answer. `points`, {key of a criterion: points}, go before the question's own mark."""

    points: dict | None = None


UNTOUCHED = Ruling()


@dataclass(frozen=True)
class Result:
    """What an attempt earned. `marks` holds a `Mark` for each question, in order.

    Neither score nor pass while a person has yet to mark something.
    """

    marks: list
    score: Decimal | None = None
    passed: bool | None = None

    @property
    def is_pending(self):
        """Whether it waits for a person."""
        return self.score is None


def result_of(questions, answers, pass_mark, rulings=None):
    """Mark each answer. Passed means: enough of what is scored, and every must-pass question right.

    Where nothing is scored, as in a survey, or the pass mark is 0, sending it is enough. `rulings` are what people
    said of each answer.
    """
    rulings = rulings or [UNTOUCHED] * len(questions)
    marks = [mark_of(*one) for one in zip(questions, answers, rulings, strict=True)]
    if any(mark.fraction is None for mark in marks):
        return Result(marks)
    scored = [mark for question, mark in zip(questions, marks, strict=True) if question.is_scored]
    share = sum((mark.fraction for mark in scored), Fraction(0)) / len(scored) if scored else Fraction(bool(marks))
    is_safe = all(mark.is_right for question, mark in zip(questions, marks, strict=True) if question.is_must_pass)
    is_enough = not pass_mark or (share * 100 >= pass_mark and is_safe)
    return Result(marks, percent(share), passed=bool(marks) and is_enough)


def mark_of(question, answer, ruling):
    """The `Mark` of one answer: what a person gave, else what the question itself says."""
    return question.mark(answer) if ruling.points is None else question.mark_from(ruling.points)


def percent(share):
    """A fraction as a percentage with two places. Rounded down: 79.999 is not 80."""
    return decimal(share * 100, HUNDREDTH)


def decimal(fraction, places=SMALLEST_MARK):
    """A fraction as a decimal, rounded down."""
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(places, ROUND_DOWN)
