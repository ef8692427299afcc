"""What the ticker does for people: forget where they were signed in, and whatever else has run out or lapsed."""

from datetime import timedelta

from training.personal import contributions

from . import erasing, lapsing, sessions
from .models import User

# Whatever was on its way while somebody was erased has arrived by then.
LOOKING_BACK = timedelta(hours=1)


def tick(now):
    """Delete what is kept of sessions that have run out, and close what stands open."""
    sessions.tidy(now)
    lapsing.withdraw_lapsed()
    for forget in contributions("expire"):
        forget(now)
    for user in User.objects.filter(erased_at__gte=now - LOOKING_BACK):
        # A certificate that was being printed meanwhile may have come with her name.
        erasing.erase(user, actor=None)
