"""The result of an attempt, from its snapshots and answers alone. Reads and writes nothing."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import NamedTuple

from .ruling import UNTOUCHED

HUNDREDTH = Decimal("0.01")
SMALLEST_MARK = Decimal("0.0001")


@dataclass(frozen=True)
class Result:
    """What an attempt earned. `marks` holds a `Mark` for each question in order, None where it does not count any more.

    Neither score nor pass while a person has yet to mark something.
    """

    marks: list
    score: Decimal | None = None
    passed: bool | None = None

    @property
    def is_pending(self):
        """Whether it waits for a person."""
        return self.score is None


class Sheet(NamedTuple):
    """The questions of an attempt, what was answered, and what people said of it."""

    questions: list
    answers: list
    pass_mark: int
    rulings: list

    @property
    def result(self):
        """What it comes to."""
        return result_of(*self)


def result_of(questions, answers, pass_mark, rulings=None):
    """Mark each answer. Passed means: enough of what is scored, and every must-pass question right.

    Where nothing is scored, as in a survey, or the pass mark is 0, sending it is enough. `rulings` are what people
    said of each answer.
    """
    rulings = rulings or [UNTOUCHED] * len(questions)
    marks = [mark_of(*one) for one in zip(questions, answers, rulings, strict=True)]
    counted = [(question, mark) for question, mark in zip(questions, marks, strict=True) if mark is not None]
    if any(mark.fraction is None for _question, mark in counted):
        return Result(marks)
    scored = [mark for question, mark in counted if question.is_scored]
    share = sum((mark.fraction for mark in scored), Fraction(0)) / len(scored) if scored else Fraction(bool(marks))
    is_safe = all(mark.is_right for question, mark in counted if question.is_must_pass)
    is_enough = not pass_mark or (share * 100 >= pass_mark and is_safe)
    return Result(marks, percent(share), passed=bool(marks) and is_enough)


def mark_of(question, answer, ruling):
    """The `Mark` of one answer: what a person gave, else what the question itself says, and then each rule."""
    mark = question.mark(answer) if ruling.points is None else question.mark_from(ruling.points)
    for rule in ruling.rules:
        mark = rule.applied(question, mark, answer)
    return mark


class Regraded(NamedTuple):
    """What one more rule for one question comes to. `rulings` and `result` where it changes anything."""

    is_lower: bool = False
    rulings: list | None = None
    result: Result | None = None


def regraded(sheet, place, rule):
    """The `Regraded` of a `Sheet` where one more rule holds for the question at a place.

    Nothing changes where the mark stays, or where the score would fall, or a pass go, and the rule may not do that. An
    attempt that waits has no score yet, and keeps in its total whatever has earned something.
    """
    before = sheet.result
    changed = sheet._replace(rulings=[*sheet.rulings])
    changed.rulings[place] = changed.rulings[place].with_rule(rule)
    after = changed.result
    if after.marks[place] == before.marks[place]:
        return Regraded()
    may_cost = before.is_pending and after.marks[place] is None and bool(before.marks[place].fraction)
    if not rule.may_lower and (may_cost or is_lower(after, before)):
        return Regraded(is_lower=True)
    return Regraded(rulings=changed.rulings, result=after)


def is_lower(after, before):
    """Whether a result is worse than an earlier one: a lower score, or no pass any more."""
    if before.is_pending:
        return False
    return after.score < before.score or (before.passed and not after.passed)


def percent(share):
    """A fraction as a percentage with two places. Rounded down: 79.999 is not 80."""
    return decimal(share * 100, HUNDREDTH)


def decimal(fraction, places=SMALLEST_MARK):
    """A fraction as a decimal, rounded down."""
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(places, ROUND_DOWN)
