"""The formulas of classical test theory, from sums that a database adds up. Reads and writes nothing.

Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), chapters 7 and 14; Kelley, The selection
of upper and lower groups for the validation of test items, Journal of Educational Psychology 30 (1939), for the 27 %.
"""

from dataclasses import dataclass
from math import ceil, sqrt

# Kelley: the share of learners at each end that tells good questions from bad ones best.
EXTREME = 0.27
# Below this a sum of squares is rounding, and nothing was different from anything.
NOTHING = 1e-9


@dataclass(frozen=True)
class Sums:
    """So many pairs (x, y), and the sums of what they come to.

    `noise` is how far apart rounding alone may set the y: a sum of squares.
    """

    count: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0
    noise: float = 0.0

    def __add__(self, other):
        return Sums(*(mine + its for mine, its in zip(self.values, other.values, strict=True)))

    @property
    def values(self):
        """The sums in order."""
        return self.count, self.x, self.y, self.xx, self.yy, self.xy, self.noise

    @property
    def mean(self):
        """The mean of x, or None of nothing."""
        return self.x / self.count if self.count else None

    @property
    def variance(self):
        """The sample variance of x (divided by n - 1), or None where there are fewer than two."""
        if self.count < 2:
            return None
        return max((self.xx - self.x * self.x / self.count) / (self.count - 1), 0.0)

    @property
    def correlation(self):
        """Pearson's correlation of x and y, or None where one of them never differs."""
        if self.count < 2:
            return None
        spread_x = self.xx - self.x * self.x / self.count
        spread_y = self.yy - self.y * self.y / self.count
        if spread_x < NOTHING or spread_y < max(NOTHING, self.noise):
            return None
        both = self.xy - self.x * self.y / self.count
        return max(-1.0, min(1.0, both / sqrt(spread_x * spread_y)))


def against_the_rest(sums):
    """Of pairs (mark, total), the pairs (mark, total without this mark).

    Correlated with a total that holds it, every question would look good.
    """
    return Sums(
        sums.count,
        sums.x,
        sums.y - sums.x,
        sums.xx,
        sums.yy - 2 * sums.xy + sums.xx,
        sums.xy - sums.xx,
        sums.noise,
    )


def alpha(variances, total_variance):
    """Cronbach's alpha: how far the questions agree in telling learners apart. None where that cannot be said."""
    count = len(variances)
    if count < 2 or None in variances or not total_variance or total_variance < NOTHING:
        return None
    return count / (count - 1) * (1 - sum(variances) / total_variance)


def standard_error(variance, reliability):
    """The standard error of measurement: how far a score may be from what the learner would get on average."""
    if variance is None or reliability is None or reliability < 0:
        return None
    return sqrt(variance * (1 - reliability))


def extremes(scores):
    """(the lowest score of the upper 27 %, the highest of the lower 27 %), from scores in ascending order.

    Whoever has the same score as the last one counted is counted too, so the groups may be larger.
    """
    size = ceil(len(scores) * EXTREME)
    return scores[-size], scores[size - 1]
