"""The attempts that statistics count, added up by the database: the rows read do not grow with the attempts."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, repeat

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce

from ..models import Attempt, QuizEdition, RegradedEdition, Response
from ..questions import QuestionSnapshot
from ..ruling import Fix
from .formulas import Sums, extremes

# By how much less than it is a score is kept, at most, as a share; and a mark.
ROUNDING = 1e-4


@dataclass
class Counted:
    """How often one answer was given to one question, by whom, and with what marks and totals (in marks).

    The question is as its edition asked it: a key in an answer is to be read with that.
    """

    edition: int
    question: QuestionSnapshot
    answer: dict | None
    sums: Sums
    upper: int
    lower: int
    upper_marks: float
    lower_marks: float


@dataclass
class Readings:
    """All that statistics are made of."""

    scores: list  # of attempts, in ascending order, as numbers from 0 to 100
    size: int = 0  # questions that count in an attempt; 0 where attempts differ in it
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
    """The `Readings` of these attempts. Costs six queries, seven with confidence, however many there are."""
    scores = _scores(attempts)
    readings = Readings(scores)
    if not scores:
        return readings
    contents = {
        edition.pk: edition.quiz
        for edition in QuizEdition.objects.filter(pk__in=attempts.order_by().values("edition")).order_by("number")
    }
    for content in contents.values():
        readings.questions |= content.by_key
    readings.answers, counting = _answers(attempts, contents, *extremes(scores))
    readings.size = counting.pop() if len(counting) == 1 else 0
    opinions = [key for key, question in readings.questions.items() if not question.is_scored]
    readings.positions = _positions(attempts, besides=opinions)
    if any(content.rules.asks_confidence for content in contents.values()):
        readings.sure = _sure(attempts)
    upper, lower = extremes(scores)
    readings.ends = sum(score >= upper for score in scores), sum(score <= lower for score in scores)
    return readings


def _scores(attempts):
    """Their scores in ascending order. There are few different ones: a row for each attempt would fill the memory."""
    rows = attempts.order_by("score").values_list("score").annotate(Count("pk"))
    return list(chain.from_iterable(repeat(float(score), count) for score, count in rows))


def _opinions(content):
    """The keys of the questions that count in no score."""
    return {key for key, question in content.by_key.items() if not question.is_scored}


def _is_mixed(content):
    """Whether chance decides how many of its questions count in an attempt: a pool holds both kinds."""
    return any(len({question.is_scored for question in pool.questions}) > 1 for pool in content.pools)


def _size(content):
    """How many questions count in an attempt; of a mixed one, how many it asks."""
    drawn = content.drawn("size")
    return len(drawn) if _is_mixed(content) else sum(question.is_scored for question in drawn)


def _as_float(expression):
    return Cast(expression, FloatField())


def _answers(attempts, contents, upper, lower):
    """({question key: [Counted]}, the numbers of questions that count in an attempt).

    Grouped in the database: there are far fewer kinds of answer than answers.
    """
    sizes = {pk: _size(content) for pk, content in contents.items()}
    mark, score = _as_float("mark"), _as_float("attempt__score")
    is_upper, is_lower = Q(attempt__score__gte=upper), Q(attempt__score__lte=lower)
    groups = (
        Response.objects.filter(attempt__in=attempts.order_by(), mark__isnull=False)
        .order_by()
        .annotate(left_out=_left_out(contents))
        .values("attempt__edition", "question_key", "answer", "left_out")
        .annotate(
            count=Count("pk"),
            upper=Count("pk", filter=is_upper),
            lower=Count("pk", filter=is_lower),
            upper_marks=Coalesce(Sum(mark, filter=is_upper), 0.0),
            lower_marks=Coalesce(Sum(mark, filter=is_lower), 0.0),
            x=Sum(mark),
            y=Sum(score),
            xx=Sum(mark * mark),
            yy=Sum(score * score),
            xy=Sum(mark * score),
        )
    )
    counted, counting = defaultdict(list), set()
    for group in groups:
        size = sizes[group["attempt__edition"]] - group["left_out"]
        counting.add(size)
        question = contents[group["attempt__edition"]].by_key[group["question_key"]]
        counted[question.key].append(_counted(group, question, size))
    return counted, counting


def _left_out(contents):
    """How many questions of an attempt are not in its total: a regrade left them out, or they were drawn and count not.

    Asked only where there was such a regrade, or there are such pools.
    """
    left = Q()
    if RegradedEdition.objects.filter(edition__in=contents, regrade__fix=Fix.DROP).exists():
        left |= Q(mark__isnull=True)
    for pk, content in contents.items():
        if _is_mixed(content):
            left |= Q(attempt__edition=pk, question_key__in=_opinions(content))
    if not left:
        return Value(0)
    unmarked = Response.objects.filter(left, attempt=OuterRef("attempt")).order_by().values("attempt")
    return Coalesce(Subquery(unmarked.annotate(count=Count("pk")).values("count")), 0)


def _counted(group, question, size):
    # The score is a percentage of the marks that the attempt could give. It is rounded, as is each mark: the sum of an
    # attempt's own marks would not be, but the database would have to look them up for each answer.
    worth, blur = size / 100, (size + 1) * ROUNDING
    return Counted(
        group["attempt__edition"],
        question,
        group["answer"],
        Sums(
            group["count"],
            group["x"],
            group["y"] * worth,
            group["xx"],
            group["yy"] * worth * worth,
            group["xy"] * worth,
            group["count"] * blur * blur,
        ),
        group["upper"],
        group["lower"],
        group["upper_marks"],
        group["lower_marks"],
    )


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
