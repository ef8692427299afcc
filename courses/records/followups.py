"""Follow-ups: only of completed periods, on the days that follow from their completion."""

from training.evidence import differences_of, in_chunks

from ..models import FollowUp
from ..spacing import dates_of


def differences():
    """Every Difference among follow-ups."""
    for chunk in in_chunks(FollowUp.objects.select_related("enrolment")):
        for follow_up in chunk:
            yield from _of_one(follow_up)


def _of_one(follow_up):
    period = follow_up.enrolment
    yield from differences_of(follow_up, of_a_completed_period=(period.completed_at is not None, True))
    if period.completed_at is None:
        return
    dates = {kind: (due_on, closes_on) for kind, due_on, closes_on in dates_of(period)}
    ended_at = follow_up.done_at or follow_up.declined_at
    yield from differences_of(
        follow_up,
        dates=((follow_up.due_on, follow_up.closes_on), dates.get(follow_up.kind)),
        ended_before_the_course=(ended_at is not None and ended_at < period.completed_at, False),
    )
