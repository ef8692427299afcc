"""The completions that quizzes gave, held against what the attempts come to."""

from django.db.models import Max, Prefetch

from courses.models import Completion
from training.evidence import Difference, in_chunks

from .. import overlooked
from ..grading import verdict_of
from ..models import Attempt, Response, ResponseEvent
from .rulings import ANEW, result_at


def differences():
    """Completions that no attempts earned, and passes that completed nothing."""
    for chunk in in_chunks(Completion.objects.filter(how=Completion.How.MARKED)):
        grades = overlooked.grades_of([(completion.enrolment_id, completion.activity_key) for completion in chunk])
        for completion in chunk:
            grade = grades.get((completion.enrolment_id, completion.activity_key))
            if not _earned(completion, grade) and not _earned(completion, _grade_then(completion)):
                yield Difference(f"completion {completion.pk}", "passed attempt", None, completion.score)
    for grade in overlooked.passes(Attempt.objects.all()):
        attempt = grade.decided_by
        if not _was_over(attempt):
            yield Difference(f"attempt {attempt.pk}", "completion", None, grade.score)


def _earned(completion, grade):
    return grade is not None and grade.passed and grade.score == completion.score


def _grade_then(completion):
    """What the attempts came to when a completion was written: a regrade may have changed them since. Four queries."""
    events = ResponseEvent.objects.select_related("regrade").order_by("seq")
    responses = Response.objects.order_by("position").prefetch_related(Prefetch("events", events))
    attempts = Attempt.objects.filter(enrolment=completion.enrolment_id, quiz_key=completion.activity_key)
    marked = []
    for attempt in attempts.select_related("edition").prefetch_related(Prefetch("responses", responses)):
        result = result_at(attempt, completion.completed_at)
        attempt.score, attempt.passed = (result.score, result.passed) if result else (None, None)
        marked.append(attempt)
    return verdict_of(marked)


def _was_over(attempt):
    """Whether the period took nothing more when the attempt was marked: some time after its deadline, where it had one.

    One query.
    """
    marked = ResponseEvent.objects.filter(response__attempt=attempt, kind__in=[ResponseEvent.Kind.MARKED, *ANEW])
    at = marked.aggregate(at=Max("at"))["at"] or attempt.submitted_at
    period = attempt.enrolment
    return any(end and end <= at for end in (period.completed_at, period.ended_at))
