"""What the attempts at a quiz come to: the one place that says whether it is passed. Reads and writes nothing.

`attempting`, the checks of records, the result and the quiz page all ask here. docs/decisions says why it is so.
"""

from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from .marking import HUNDREDTH
from .rules import Grading


class Grade(NamedTuple):
    """A percentage, whether the quiz is passed with it, and the attempt whose result decided so."""

    score: Decimal
    passed: bool
    decided_by: object


def verdict_of(attempts):
    """The `Grade` of all marked attempts of one learner at one quiz in one period, in any order; None without any.

    After each attempt the method of that attempt's edition applies to all so far. The first pass stands: what a
    trainer changes later, and what a learner does later, takes it away from nobody.
    """
    marked = sorted((attempt for attempt in attempts if attempt.score is not None), key=lambda one: one.number)
    grade = None
    for count, newest in enumerate(marked, start=1):
        grade = WAYS[newest.edition.quiz.rules.grading](marked[:count])
        if grade.passed:
            break
    return grade


def _of_one(attempt, marked):
    return Grade(attempt.score, bool(attempt.passed), marked[-1])


def _highest(marked):
    """A pass before any higher score: a must-pass question may be wrong in that."""
    return _of_one(max(marked, key=lambda one: (bool(one.passed), one.score)), marked)


def _average(marked):
    """Rounded down. One attempt must be a pass by itself: only that shows every must-pass question right."""
    total, count, pass_mark = sum(one.score for one in marked), len(marked), marked[-1].pass_mark
    score = (total / count).quantize(HUNDREDTH, ROUND_DOWN)
    # Each score is rounded down already: what that may have taken off, less than a hundredth of each, fails nobody.
    if score < pass_mark and total + count * HUNDREDTH > count * pass_mark:
        score = Decimal(pass_mark)
    passed = score >= pass_mark and any(one.passed for one in marked)
    return Grade(score, passed, marked[-1])


WAYS = {
    Grading.HIGHEST: _highest,
    Grading.LAST: lambda marked: _of_one(marked[-1], marked),
    Grading.FIRST: lambda marked: _of_one(marked[0], marked),
    Grading.AVERAGE: _average,
}
