"""The result of an attempt, from its snapshots and answers alone. Reads and writes nothing."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

HUNDREDTH = Decimal("0.01")
SMALLEST_MARK = Decimal("0.0001")


@dataclass(frozen=True)
class Result:
    """What an attempt earned. `marks` holds a `Mark` for each question, in order."""

    marks: list
    score: Decimal
    passed: bool


def result_of(questions, answers, pass_mark):
    """Mark each answer. Passed means: enough of what is scored, and every must-pass question right.

    Where nothing is scored, as in a survey, sending it is enough.
    """
    marks = [question.mark(answer) for question, answer in zip(questions, answers, strict=True)]
    scored = [mark for question, mark in zip(questions, marks, strict=True) if question.is_scored]
    share = sum((mark.fraction for mark in scored), Fraction(0)) / len(scored) if scored else Fraction(bool(marks))
    is_safe = all(mark.is_right for question, mark in zip(questions, marks, strict=True) if question.is_must_pass)
    return Result(marks, percent(share), passed=bool(marks) and share * 100 >= pass_mark and is_safe)


def percent(share):
    """A fraction as a percentage with two places. Rounded down: 79.999 is not 80."""
    return decimal(share * 100, HUNDREDTH)


def decimal(fraction, places=SMALLEST_MARK):
    """A fraction as a decimal, rounded down."""
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(places, ROUND_DOWN)
