"""What the attempts at a quiz say about it as a whole."""

import statistics
from dataclasses import dataclass, field

from . import items, reading, times
from .formulas import alpha, standard_error
from .hiding import FEWEST, hidden

WIDTH = 10


@dataclass
class QuizStatistics:
    """A quiz in numbers. Scores are percentages."""

    count: int
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    reliability: float | None = None  # Cronbach's alpha
    error: float | None = None  # standard error of measurement, in percentage points
    bars: list = field(default_factory=list)  # (lowest score, highest score, how many)
    items: list = field(default_factory=list)

    @property
    def may_be_shown(self):
        """Whether so many are counted that nobody's answers can be told from the numbers."""
        return self.count >= FEWEST

    @property
    def hidden(self):
        """The keys of the questions that too few were asked, with one more: the scores are known as a whole."""
        return hidden({item.question.key: item.count for item in self.items})


def statistics_of(attempts):
    """The statistics of these finished attempts; `counting.counted` finds them, one of each person."""
    readings = reading.read(attempts)
    scores = readings.scores
    if not scores:
        return QuizStatistics(0)
    variance = statistics.variance(scores) if len(scores) > 1 else None
    reliability = _reliability(readings, variance)
    known = [
        (readings.questions[key], counted, readings.ends, readings.sure.get(key))
        for key, counted in readings.answers.items()
    ]
    return QuizStatistics(
        count=len(scores),
        mean=statistics.fmean(scores),
        median=statistics.median(scores),
        deviation=variance**0.5 if variance is not None else None,
        reliability=reliability,
        error=standard_error(variance, reliability),
        bars=bars_of(scores),
        items=_timed(_in_order([items.item_of(*one) for one in known], readings.questions), attempts),
    )


def _reliability(readings, variance):
    """Cronbach's alpha over the places of the quiz.

    None where attempts differ in how many questions count, or in which places these stand.
    """
    if not readings.size or variance is None or len(readings.positions) != readings.size:
        return None
    worth = readings.size / 100
    scored = [sums.variance for sums in readings.positions]
    return alpha(scored, variance * worth * worth)


def _in_order(found, questions):
    places = {key: place for place, key in enumerate(questions)}
    return sorted(found, key=lambda item: places[item.question.key])


def _timed(found, attempts):
    seconds = times.seconds_of(attempts)
    for item in found:
        item.seconds = seconds.get(item.question.key)
    return found


def bars_of(scores):
    """How many scores fall into each tenth: [(0, 9, n), (10, 19, n), ..., (90, 100, n)]."""
    counts = [0] * (100 // WIDTH)
    for score in scores:
        counts[min(int(score) // WIDTH, len(counts) - 1)] += 1
    last = len(counts) - 1
    return [
        (place * WIDTH, 100 if place == last else place * WIDTH + WIDTH - 1, count)
        for place, count in enumerate(counts)
    ]
