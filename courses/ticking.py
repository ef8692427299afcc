"""What the ticker does for courses: it heals whatever a failure left undone."""

from . import requiring
from .models import Requirement


def tick(now):
    """Ask whoever should have been asked, and stop asking whoever left."""
    requiring.bring_up_to_date(Requirement.objects.all())
