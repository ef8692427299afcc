"""What the ticker does for quizzes."""

import logging

from django.db import DatabaseError

from . import attempting, editions, staging, timing
from .boosters import telling
from .models import Attempt

logger = logging.getLogger(__name__)


def tick(now):
    """Close attempts whose time is up, build editions that a failure left out, ask boosters. Twice does no harm."""
    close_overdue(now)
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
