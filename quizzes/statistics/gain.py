"""What a course changes: the form after it less the form before it, person by person. Counts, and names nobody.

Only pairs are counted, one for each person: her first form after the course, and the form before it of the same period.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt

from django.db.models import Count, F, FloatField, JSONField, OuterRef, Subquery, Sum
from django.db.models.functions import Cast

from ..models import Attempt, QuizEdition, Response
from ..pairing import forms_of
from ..questions import QuestionSnapshot
from ..rules import Measures
from .formulas import Sums
from .hiding import FEWEST
from .reading import first_of_each

# The 97.5 % quantile of Student's t by degrees of freedom, for 95 % intervals. NIST/SEMATECH e-Handbook of Statistical
# Methods, table 1.3.6.7.2. Between two rows the higher value holds, which makes an interval wider, never narrower.
T = {
    4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228, 11: 2.201, 12: 2.179, 13: 2.160, 14: 2.145,
    15: 2.131, 16: 2.120, 17: 2.110, 18: 2.101, 19: 2.093, 20: 2.086, 21: 2.080, 22: 2.074, 23: 2.069, 24: 2.064,
    25: 2.060, 26: 2.056, 27: 2.052, 28: 2.048, 29: 2.045, 30: 2.042, 40: 2.021, 60: 2.000, 100: 1.984,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Means before and after, the mean of the differences with its 95 % interval, and of how many pairs."""

    count: int
    before: float
    after: float
    mean: float
    low: float
    high: float


@dataclass
class Gain:
    """What a pair of forms says. `change` is None, and there are no ratings, under five pairs."""

    begun: int  # people who sent the form before
    count: int  # of them, those who sent both
    change: Change | None = None
    ratings: list = field(default_factory=list)  # of Rating


@dataclass(frozen=True)
class Rating:
    """A rating scale that is in both forms: on a scale from 1 to `most`."""

    question: QuestionSnapshot
    most: int
    change: Change


def gain_of(page):
    """The `Gain` of the pair to which a quiz belongs, or None where it measures nothing or is alone. Five queries."""
    keys = _keys(page)
    if keys is None:
        return None
    before, after = keys
    pairs = _pairs(before, after)
    sums, earlier, later = _scores(pairs)
    begun = first_of_each(before).count()
    if sums.count < FEWEST:
        # How many is known from their difference too, and tells nobody's answer.
        return Gain(begun, sums.count)
    return Gain(begun, sums.count, change_of(sums, earlier, later), list(_ratings(pairs, before, after)))


def paired(page):
    """The attempts at a form of which the gain tells; None where it tells nothing."""
    keys = _keys(page)
    if keys is None:
        return None
    side = "pk" if page.measures == Measures.AFTER else "earlier"
    attempts = Attempt.objects.filter(pk__in=_pairs(*keys).values(side))
    return attempts if attempts.count() >= FEWEST else None


def _keys(page):
    """The keys of the form before and the form after, or None where there is no pair."""
    forms = forms_of(page) if page.measures else {}
    return (forms[Measures.BEFORE].key, forms[Measures.AFTER].key) if len(forms) == 2 else None


def change_of(sums, before, after):
    """The `Change` from the sums of the differences and the means before and after."""
    half = quantile(sums.count - 1) * sqrt(sums.variance / sums.count)
    return Change(sums.count, before, after, sums.mean, sums.mean - half, sums.mean + half)


def quantile(freedom):
    """The 97.5 % quantile of Student's t with these degrees of freedom, four or more."""
    return T[max(row for row in T if row <= freedom)]


def _pairs(before, after):
    """The forms after the course that have one before it, each with its number."""
    earlier = Attempt.objects.submitted().filter(
        quiz_key=before, enrolment=OuterRef("enrolment"), pk__lt=OuterRef("pk")
    )
    found = first_of_each(after).annotate(
        earlier=Subquery(earlier.order_by("pk").values("pk")[:1]),
        earlier_score=Subquery(earlier.order_by("pk").values("score")[:1]),
    )
    return found.filter(earlier__isnull=False)


def _scores(pairs):
    now, then = Cast("score", FloatField()), Cast("earlier_score", FloatField())
    found = pairs.annotate(d=now - then).aggregate(
        count=Count("pk"), x=Sum("d"), xx=Sum(F("d") * F("d")), before=Sum(then), after=Sum(now)
    )
    count = found["count"]
    sums = Sums(count, found["x"] or 0.0, 0.0, found["xx"] or 0.0)
    return (sums, found["before"] / count, found["after"] / count) if count else (sums, None, None)


def _ratings(pairs, before, after):
    """The `Rating`s that are in both forms and were answered in both by five people or more."""
    scales = {
        question.key: question
        for edition in QuizEdition.objects.filter(quiz_key__in=[before, after]).order_by("number")
        for question in edition.quiz.questions
        if question.type == "rating"
    }
    given = defaultdict(list)
    for row in _answers(pairs, before, scales):
        places = [_place(scales[row["question_key"]], row[name]) for name in ("then", "answer")]
        if None not in places:
            given[row["question_key"]].append((*places, row["count"]))
    for key, question in scales.items():
        count = sum(many for _then, _now, many in given[key])
        if count >= FEWEST:
            yield Rating(question, len(question.options), _change(count, given[key]))


def _answers(pairs, before, scales):
    """How often which answer followed which: grouped, so that there are few rows however many people there are."""
    earlier = Response.objects.filter(
        attempt__quiz_key=before,
        attempt__enrolment=OuterRef("attempt__enrolment"),
        attempt__pk__lt=OuterRef("attempt"),
        question_key=OuterRef("question_key"),
    )
    later = Response.objects.filter(attempt__in=pairs.values("pk"), question_key__in=list(scales)).order_by()
    then = Subquery(earlier.order_by("attempt").values("answer")[:1], output_field=JSONField())
    return later.annotate(then=then).values("question_key", "answer", "then").annotate(count=Count("pk"))


def _place(question, answer):
    chosen = question.chosen(answer)
    return next((place for place, option in enumerate(question.options, start=1) if option.key in chosen), None)


def _change(count, given):
    differences = [(now - then, many) for then, now, many in given]
    sums = Sums(count, sum(d * many for d, many in differences), 0.0, sum(d * d * many for d, many in differences))
    before, after = (sum(row[side] * row[2] for row in given) / count for side in (0, 1))
    return change_of(sums, before, after)
