"""How long an attempt may take, and which answers still came in time. Reads and writes nothing."""

from datetime import datetime, time, timedelta
from math import ceil

from django.utils.timezone import get_default_timezone

# An answer given in time may be this long on its way, as on a train. Nothing later is believed, whatever is said of it.
GRACE = timedelta(minutes=2)


def deadline_of(started_at, rules, extra_percent):
    """When an attempt begun now is over, or None. Extra time is a part of the limit, in percent.

    Who began before a quiz closed has the whole limit. Without one, the attempt ends with the last day.
    """
    limit = rules.time_limit
    if limit:
        return started_at + timedelta(minutes=limit + extra_minutes(limit, extra_percent))
    return end_of(rules.closes_on) if rules.closes_on else None


def left_of(deadline, ended_at):
    """How much time was left to whoever finished at an instant."""
    return deadline - ended_at if deadline else timedelta(0)


def later_deadline(deadline, rules, now, *, minutes, extra_percent, left):
    """When an attempt that is reopened now is over, or None where nothing was limited before.

    Of a time limit, its learner has what is given, with her extra time, or what was left, whichever is more. A last day
    stays, unless it is over before the minutes that are given.
    """
    if deadline is None:
        return None
    if not rules.time_limit:
        return max(deadline, now + timedelta(minutes=minutes))
    return now + max(timedelta(minutes=minutes + extra_minutes(minutes, extra_percent)), left)


def end_of(day):
    """The last second of a day where the site is."""
    return datetime.combine(day, time(23, 59, 59), get_default_timezone())


def extra_minutes(minutes, extra_percent):
    """How many minutes more somebody has who needs so much more time. Rounded up."""
    return ceil(minutes * extra_percent / 100)


def is_over(deadline, now):
    """Whether the time is up, though answers may still be on their way."""
    return deadline is not None and now > deadline


def is_overdue(deadline, now):
    """Whether nothing can come any more."""
    return deadline is not None and now > deadline + GRACE


def is_in_time(deadline, now, given_at=None):
    """Whether an answer that arrives now counts. `given_at` is when its sender says that it was given."""
    if not is_over(deadline, now):
        return True
    return given_at is not None and given_at <= deadline and not is_overdue(deadline, now)


def ended_at(deadline, now):
    """When an attempt that is finished now was over: nobody gains time by a late ticker or a slow network."""
    return min(now, deadline) if deadline else now
