"""Opening a finished attempt again, so that its learner goes on with it. The one writer of reopenings.

Every earlier event stays. What the attempt came to is taken back, but no completion and no certificate: those say what
was so on their day. docs/decisions has the reasons.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import completing
from training.people import audit

from . import barring, telling, timing
from .attempting import overwrite
from .finding import LOCKED, LOCKED_RESPONSES
from .models import Attempt, Reopening, ResponseEvent
from .refusing import Refused

Kind = ResponseEvent.Kind


def may_be_reopened():
    """Finished attempts in periods that still take something."""
    finished = Attempt.objects.exclude(state=Attempt.State.OPEN)
    return finished.filter(enrolment__completed_at=None, enrolment__ended_at=None)


@transaction.atomic
def reopen(attempt, *, reason, actor, minutes=0):
    """Put a finished attempt in progress again. Returns the Reopening, and lets the learner know.

    Where there is a limit, its learner has so many minutes, and what she had left if that is more. Raises Refused,
    and changes nothing, where the attempt cannot go on: of two people at once, the second one is told.
    """
    attempt = LOCKED.first(attempt.pk)
    responses = LOCKED_RESPONSES.rows(attempt.pk)
    # After the attempt, as whoever finishes one does. A new attempt begins with the period locked: whichever comes
    # second knows of the first.
    period = completing.lock(attempt.enrolment)
    closed = _closed_on_the_way(responses)
    reason_not = barring.bar_of(attempt, period, has_left=len(closed) < len(responses))
    if reason_not:
        raise Refused(*reason_not, attempt=attempt.pk)
    now = timezone.now()
    attempt.deadline_at = _deadline(attempt, period.learner, now, minutes)
    made = Reopening.objects.create(
        attempt=attempt, reason=reason, deadline_at=attempt.deadline_at, actor=actor, at=now
    )
    _open(attempt, responses, closed, made)
    audit.record("quizzes.reopen", attempt, user=actor, about=period.learner, data={"reason": reason})
    telling.tell_of_reopening(made, period.learner)
    return made


def _closed_on_the_way(responses):
    """The responses whose question was closed for itself: its learner saw what is right, or went on for good."""
    events = ResponseEvent.objects.filter(response__in=responses, kind=Kind.LOCKED)
    return set(events.values_list("response", flat=True))


def _deadline(attempt, learner, now, minutes):
    rules = attempt.edition.quiz.rules
    left = timing.left_of(attempt.deadline_at, attempt.submitted_at)
    given = {"minutes": minutes, "extra_percent": learner.extra_time, "left": left}
    deadline = timing.later_deadline(attempt.deadline_at, rules, now, **given)
    if deadline is not None and deadline <= now:
        raise Refused("reopen-without-time", _("Say how many minutes the learner has."), attempt=attempt.pk)
    return deadline


def _open(attempt, responses, closed, made):
    unmarked = {"state": Attempt.State.OPEN, "submitted_at": None, "score": None, "passed": None}
    Attempt.objects.filter(pk=attempt.pk).update(**unmarked, deadline_at=made.deadline_at)
    events = []
    for response in responses:
        response.seq, response.is_final = response.seq + 1, response.pk in closed
        response.mark = response.is_right = response.points = None
        response.is_void = False
        given = {"response": response, "seq": response.seq, "answer": response.answer}
        events.append(ResponseEvent(**given, kind=Kind.REOPENED, actor=made.actor, at=made.at))
    ResponseEvent.objects.bulk_create(events)
    overwrite(responses, ["seq", "is_final", "mark", "is_right", "points", "is_void"])
