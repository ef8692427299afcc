"""Give back to the worker what a worker that died had begun.

A killed worker leaves its task as RUNNING for ever. Our tasks may run twice: what they do is decided by rows.
"""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# Longer than any task of ours takes; a tick does the work of a lost one long before, and this tidies up after it.
STUCK_AFTER = timedelta(minutes=30)
MOST_TRIES = 3


def revive_tasks(now=None):
    """Make stuck tasks ready again, or failed after the third try. Returns how many there were."""
    limit = (now or timezone.now()) - STUCK_AFTER
    stuck = list(DBTaskResult.objects.running().filter(started_at__lt=limit))
    for task in stuck:
        _revive(task)
    return len(stuck)


def _revive(task):
    is_hopeless = len(task.worker_ids) >= MOST_TRIES
    # A worker that was only slow may have finished it since it was read.
    same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if is_hopeless:
        same.update(status="FAILED", finished_at=timezone.now(), exception_class_path="builtins.TimeoutError")
        logger.error("Task %s was begun %s times and never finished", task.task_path, len(task.worker_ids))
    else:
        same.update(status="READY", started_at=None)
        logger.warning("Task %s was begun and never finished: the worker takes it again", task.task_path)
