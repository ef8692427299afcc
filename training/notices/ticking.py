"""What the ticker does for every site: send what is due, publish what is scheduled, tidy once a day."""

import logging

from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from . import sending

logger = logging.getLogger(__name__)

A_DAY = 24 * 60 * 60


def tick(now):
    """Do what is due. Doing it twice does no harm."""
    sending.send_due(now)
    for notice in sending.unfinished():
        logger.error("Notice %s was begun and never finished: it may have arrived or not", notice.pk)
    call_command("publish_scheduled", verbosity=0)
    # Without a shared cache this runs with every tick of a cron job, which costs two quick deletions.
    if cache.add(f"notices.tidied.{timezone.localdate(now)}", True, A_DAY):
        call_command("clearsessions")
        call_command("prune_db_task_results", "--backend=slow", verbosity=0)
