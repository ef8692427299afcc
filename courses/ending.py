"""Periods that end before they are done. The one writer of enrolments' ends; their records stay."""

from django.db import transaction
from django.utils import timezone

from .models import Enrolment, EnrolmentEvent


class NotYours(Exception):
    """The period is over, somebody requires it, or it is an update, which waits without asking anything."""


def may_withdraw(enrolment):
    """Whether the learner may leave this period: open, required by nobody, and no update. Costs one query."""
    is_free = enrolment.is_open and enrolment.source != Enrolment.Source.UPDATE
    return is_free and not enrolment.obligations.filter(ended_at=None).exists()


@transaction.atomic
def withdraw(enrolment):
    """End a period that its learner does not want and nobody requires. She may come back: to a new one.

    Raises NotYours.
    """
    locked = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    if not may_withdraw(locked):
        raise NotYours(str(locked.pk))
    end(locked, Enrolment.EndReason.WITHDRAWN, actor_id=locked.learner_id)
    return locked


def end(enrolment, reason, *, actor_id=None):
    """End an open period, for a reason. The caller holds its row."""
    now = timezone.now()
    enrolment.ended_at, enrolment.end_reason = now, reason
    enrolment.save(update_fields=["ended_at", "end_reason"])
    EnrolmentEvent.objects.create(
        enrolment=enrolment, kind=EnrolmentEvent.Kind.ENDED, data={"reason": reason}, actor_id=actor_id, at=now
    )
