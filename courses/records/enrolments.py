"""Periods: their dates, edition and end follow from their events, and whether they are done from their completions."""

from datetime import datetime

from django.db.models import Prefetch

from training.evidence import differences_of, in_chunks

from ..completing import valid_after
from ..models import Enrolment, EnrolmentEvent
from ..overlooked import nothing_left

Kind = EnrolmentEvent.Kind


def differences():
    """Every Difference among periods."""
    rows = Enrolment.objects.select_related("edition").prefetch_related(
        "completions", Prefetch("events", EnrolmentEvent.objects.order_by("pk"))
    )
    for chunk in in_chunks(rows):
        before = _completed_before(chunk)
        done = nothing_left(chunk)
        for period in chunk:
            events = {event.kind: event for event in period.events.all()}
            yield from _against_events(period, events)
            yield from _against_completions(period, events.get(Kind.COMPLETED), before)
            if period.is_open:
                yield from differences_of(period, nothing_left=(False, period.pk in done))


def _against_events(period, events):
    kinds = [event.kind for event in period.events.all()]
    begun, ended = events.get(Kind.STARTED), events.get(Kind.ENDED)
    completed = _data(events.get(Kind.COMPLETED))
    completed_at = completed.get("completed_at") and datetime.fromisoformat(completed["completed_at"])
    enrolled = _data(events.get(Kind.ENROLLED))
    yield from differences_of(
        period,
        # One beginning, and one end at most; being asked, moved and exempted may come again.
        events_enrolled=(kinds.count(Kind.ENROLLED), 1),
        events_started=(kinds.count(Kind.STARTED), min(kinds.count(Kind.STARTED), 1)),
        events_over=(kinds.count(Kind.COMPLETED) + kinds.count(Kind.ENDED), 0 if period.is_open else 1),
        source=(period.source, enrolled.get("source")),
        edition=(
            period.edition.number,
            _data(events.get(Kind.EDITION_CHANGED)).get("to", enrolled.get("edition")),
        ),
        started_at=(period.started_at, begun.at if begun else completed_at),
        completed_at=(period.completed_at, completed_at),
        valid_until=(period.valid_until and str(period.valid_until), completed.get("valid_until")),
        update_due_on=(period.update_due_on and str(period.update_due_on), _newest(period, "update_due_on")),
        ended_at=(period.ended_at, ended.at if ended else None),
        end_reason=(period.end_reason, _data(ended).get("reason", "")),
    )


def _against_completions(period, completed, before):
    if period.completed_at is None or completed is None:
        return
    in_time = {str(one.activity_key) for one in period.completions.all() if one.completed_at <= period.completed_at}
    required = set(completed.data.get("required", []))
    last = max(
        (one for one in before.get(_place(period), []) if one.number < period.number),
        key=lambda one: one.number,
        default=None,
    )
    yield from differences_of(
        period,
        completed_with_edition=(completed.data.get("edition"), period.edition.number),
        completed_without=(sorted(required - in_time), []),
        required_by_no_edition=(sorted(required - {item["key"] for item in period.edition.outline}), []),
        valid_until_by_the_rules=(period.valid_until, valid_after(period, last)),
    )


def _completed_before(chunk):
    """{(learner, course): completed periods} of everybody in this chunk. One query."""
    found = {}
    learners = {period.learner_id for period in chunk if period.number > 1}
    completed = Enrolment.objects.filter(learner__in=learners, completed_at__isnull=False)
    for period in completed.only("learner", "course_key", "number", "valid_until"):
        found.setdefault(_place(period), []).append(period)
    return found


def _place(period):
    return period.learner_id, period.course_key


def _newest(period, name):
    """A date as the newest event that names it says: None where that took it away, or none names it."""
    named = [event.data[name] for event in period.events.all() if name in event.data]
    return named[-1] if named else None


def _data(event):
    return event.data if event else {}
