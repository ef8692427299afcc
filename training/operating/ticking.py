"""What the ticker does for the running of the site. Its app comes last: the heartbeat ends a round."""

from .models import Heartbeat
from .reviving import revive_tasks

TICK = "tick"


def tick(now):
    """Give stuck tasks back to the worker, and note that the ticker lives."""
    revive_tasks(now)
    Heartbeat.objects.update_or_create(name=TICK, defaults={"at": now})
