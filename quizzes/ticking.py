"""What the ticker does for quizzes."""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError

from . import attempting, editions, overlooked, settling, staging, timing
from .boosters import telling
from .models import Attempt

logger = logging.getLogger(__name__)

A_DAY = timedelta(days=1).total_seconds()


def tick(now):
    """Close attempts whose time is up, build and complete what a failure left out, ask boosters. Twice does no harm."""
    close_overdue(now)
    complete_overlooked(now)
    editions.heal(editions.AT_ONCE)
    staging.forget_old(now)
    telling.tell(now)


def close_overdue(now):
    """Finish, with what was saved, every attempt for which no answer can come any more. Each is finished once."""
    for pk in Attempt.objects.open().filter(deadline_at__lt=now - timing.GRACE).values_list("pk", flat=True):
        try:
            attempting.submit(Attempt(pk=pk))
        # One that cannot be marked must not keep the others waiting.
        except (ValueError, DatabaseError):
            logger.exception("Attempt %s is not closed", pk)


def complete_overlooked(now):
    """Complete, once a day, what was passed in a period in progress and completed nothing.

    A pass and its completion are written together. So to see that none is lacking, every pass has to be looked at.
    """
    if not cache.add("quizzes.overlooked", now.isoformat(), timeout=A_DAY):
        return
    in_progress = Attempt.objects.filter(enrolment__completed_at=None, enrolment__ended_at=None)
    for grade in overlooked.passes(in_progress):
        try:
            settling.complete_late(grade.decided_by)
        # One that cannot be completed must not keep the others waiting.
        except (ValueError, DatabaseError):
            logger.exception("Attempt %s completes nothing", grade.decided_by.pk)
