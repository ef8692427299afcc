"""What the worker keeps of a failed task helps whoever mends it, and says nothing about anybody."""

import sys

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django_tasks_db.models import DBTaskResult

from .lines import told


@receiver(pre_save, sender=DBTaskResult)
def leave_out_words(instance, update_fields, **_):
    """Keep types and places in place of a traceback, whose last lines may quote whom the task was about.

    The library saves while it handles the error. Where there is none at hand the text alone is not kept.
    """
    if instance.traceback and (update_fields is None or "traceback" in update_fields):
        error = sys.exception()
        instance.traceback = "\n".join(_lines(told(error))) if error else ""


def _lines(errors):
    for one in errors:
        yield f"{one['type']}: {one['text']}" if "text" in one else one["type"]
        yield from (f"  {place}" for place in one["places"])
