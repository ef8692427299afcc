"""When boosters are due after a course, and how long they stay open."""

from datetime import timedelta

from .dates import add_months, day_of

# Each stays open until the next is due, the last for as long as the one before it: nobody is asked two at once.
CLOSES_AFTER = {1: 3, 3: 6, 6: 9}


def dates_of(period):
    """When each kind is due and closes, from the day a period was completed: [(kind, due on, closes on)]."""
    day = day_of(period.completed_at)
    return [
        (kind, add_months(day, kind), add_months(day, months) - timedelta(days=1))
        for kind, months in CLOSES_AFTER.items()
    ]
