"""How long questions take: the seconds between one saved answer and the next. Counts attempts, and names nobody.

A browser saves an answer as soon as it is given, so the time since the one before, or since the attempt began, went
into it. Answers saved at the same instant came all at once, with the form, and say nothing of any one of them. Whoever
goes away and comes back next day is one long time among many, which a median does not heed.
"""

import statistics
from collections import Counter, defaultdict

from ..models import ResponseEvent
from .hiding import FEWEST

Kind = ResponseEvent.Kind
# The newest attempts are enough to know, and no quiz takes longer to count than this many.
NEWEST = 500


def seconds_of(attempts):
    """The median seconds that a question took: {key: seconds}. Those with under five times are left out. One query."""
    took = defaultdict(list)
    for begun, saved in _by_attempt(attempts).values():
        for key, seconds in _of_attempt(begun, saved).items():
            took[key].append(seconds)
    return {key: statistics.median(times) for key, times in took.items() if len(times) >= FEWEST}


def _by_attempt(attempts):
    newest = attempts.order_by("-pk").values("pk")[:NEWEST]
    events = ResponseEvent.objects.filter(response__attempt__in=newest, kind__in=[Kind.SAVED, Kind.REOPENED])
    columns = ("response__attempt", "response__attempt__started_at", "response__question_key", "at", "kind")
    found = {}
    for attempt, begun, key, at, kind in events.order_by("response__attempt", "at").values_list(*columns):
        found.setdefault(attempt, (begun, []))[1].append((at, None if kind == Kind.REOPENED else key))
    return found


def _of_attempt(begun, saved):
    """{question key: seconds}, all that went into one answer together. `saved`: [(instant, question key)] in order.

    Without a key it is the instant at which the attempt was reopened: the time before went into no answer.
    """
    at_once = Counter(at for at, key in saved if key)
    seconds, before = defaultdict(float), begun
    for at, key in saved:
        if key and at_once[at] == 1:
            seconds[key] += (at - before).total_seconds()
        before = at
    return seconds
