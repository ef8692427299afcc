"""The attempts that statistics count, added up by the database: the rows read do not grow with the attempts."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, Sum
from django.db.models.functions import Cast

from ..models import Attempt, QuizEdition, Response
from .formulas import Sums, extremes


@dataclass
class Counted:
    """How often one answer was given to one question, by whom, and with what marks and totals (in marks)."""

    answer: dict | None
    sums: Sums
    upper: int
    lower: int


@dataclass
class Readings:
    """All that statistics are made of."""

    scores: list  # of attempts, in ascending order, as numbers from 0 to 100
    size: int = 0  # scored questions of an attempt; 0 where editions differ in it
    questions: dict = field(default_factory=dict)  # {key: snapshot}, the newest edition's where several hold it
    answers: dict = field(default_factory=dict)  # {key: [Counted]}
    positions: list = field(default_factory=list)  # Sums of the marks at each place of the quiz
    sure: dict = field(default_factory=dict)  # {key: {confidence: (right, wrong)}}, where the quiz asks
    ends: tuple = (0, 0)  # the sizes of the upper and the lower group


def first_of_each(quiz_key):
    """One attempt of each person: the first that she finished, in whichever period. Whoever tries again read why."""
    attempts = Attempt.objects.submitted().filter(quiz_key=quiz_key).order_by()
    same = attempts.filter(enrolment__learner=OuterRef("enrolment__learner"))
    return attempts.filter(~Exists(same.filter(pk__lt=OuterRef("pk"))))


def read(attempts):
    """The `Readings` of these attempts. Costs five queries, six with confidence, however many there are."""
    scores = [float(score) for score in attempts.order_by("score").values_list("score", flat=True)]
    readings = Readings(scores)
    if not scores:
        return readings
    contents = {
        edition.pk: edition.quiz
        for edition in QuizEdition.objects.filter(pk__in=attempts.order_by().values("edition")).order_by("number")
    }
    sizes = {pk: _scored_size(content) for pk, content in contents.items()}
    for content in contents.values():
        readings.questions |= content.by_key
    readings.size = next(iter(sizes.values())) if len(set(sizes.values())) == 1 else 0
    readings.answers = _answers(attempts, sizes, *extremes(scores))
    opinions = [key for key, question in readings.questions.items() if not question.is_scored]
    readings.positions = _positions(attempts, besides=opinions)
    if any(content.rules.asks_confidence for content in contents.values()):
        readings.sure = _sure(attempts)
    upper, lower = extremes(scores)
    readings.ends = sum(score >= upper for score in scores), sum(score <= lower for score in scores)
    return readings


def _scored_size(content):
    return sum(question.is_scored for question in content.drawn("size"))


def _as_float(expression):
    return Cast(expression, FloatField())


def _answers(attempts, sizes, upper, lower):
    """{question key: [Counted]}. Grouped in the database: there are far fewer kinds of answer than answers."""
    mark, score = _as_float("mark"), _as_float("attempt__score")
    groups = (
        Response.objects.filter(attempt__in=attempts.order_by(), mark__isnull=False)
        .order_by()
        .values("attempt__edition", "question_key", "answer")
        .annotate(
            count=Count("pk"),
            upper=Count("pk", filter=Q(attempt__score__gte=upper)),
            lower=Count("pk", filter=Q(attempt__score__lte=lower)),
            x=Sum(mark),
            y=Sum(score),
            xx=Sum(mark * mark),
            yy=Sum(score * score),
            xy=Sum(mark * score),
        )
    )
    counted = defaultdict(list)
    for group in groups:
        # The score is a percentage of the marks that the edition gives.
        worth = sizes[group["attempt__edition"]] / 100
        sums = Sums(
            group["count"],
            group["x"],
            group["y"] * worth,
            group["xx"],
            group["yy"] * worth * worth,
            group["xy"] * worth,
        )
        counted[group["question_key"]].append(Counted(group["answer"], sums, group["upper"], group["lower"]))
    return counted


def _sure(attempts):
    """{question key: {confidence: (how many right, how many wrong)}}."""
    rows = (
        Response.objects.filter(attempt__in=attempts.order_by(), is_right__isnull=False)
        .exclude(confidence="")
        .order_by()
        .values("question_key", "confidence")
        .annotate(right=Count("pk", filter=Q(is_right=True)), wrong=Count("pk", filter=Q(is_right=False)))
    )
    sure = defaultdict(dict)
    for row in rows:
        sure[row["question_key"]][row["confidence"]] = row["right"], row["wrong"]
    return sure


def _positions(attempts, besides):
    """The Sums of the marks at each place, in order. Of a pool, different questions stand at the same place."""
    mark = _as_float(F("mark"))
    rows = (
        Response.objects.filter(attempt__in=attempts.order_by(), mark__isnull=False)
        .exclude(question_key__in=besides)
        .order_by()
        .values("position")
        .annotate(count=Count("pk"), x=Sum(mark), xx=Sum(mark * mark))
    )
    return [Sums(row["count"], row["x"], 0.0, row["xx"]) for row in sorted(rows, key=lambda row: row["position"])]
