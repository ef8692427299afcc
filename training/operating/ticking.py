"""What the ticker does for the running of the site: stuck tasks, and the heartbeat by which a monitor knows it."""

from .models import Heartbeat
from .reviving import revive_tasks

TICK = "tick"


def tick(now):
    """Give stuck tasks back to the worker."""
    revive_tasks(now)


def round_ended(now, failed):
    """Note that the ticker does its work, unless some app's was not done: `failed` names their modules."""
    if not failed:
        Heartbeat.objects.update_or_create(name=TICK, defaults={"at": now})
