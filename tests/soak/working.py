"""The worker, without its process: does what waits in the queue of slow work."""

from django_tasks_db.models import DBTaskResult


def work():
    """Do everything that waits, in order. A task that fails fails the history."""
    for row in DBTaskResult.objects.ready():
        row.claim("soak")
        given = row.args_kwargs
        row.set_successful(row.task.call(*given["args"], **given["kwargs"]))
