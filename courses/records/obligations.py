"""Obligations: asked, met, let go, as the events of their periods say."""

from django.db.models import Prefetch

from training.evidence import differences_of, in_chunks

from ..models import EnrolmentEvent, Obligation


def differences():
    """Every Difference among obligations."""
    asked = EnrolmentEvent.objects.filter(kind=EnrolmentEvent.Kind.DUE).order_by("pk")
    rows = Obligation.objects.select_related("enrolment", "requirement").prefetch_related(
        Prefetch("enrolment__events", asked, to_attr="asked")
    )
    for chunk in in_chunks(rows):
        for obligation in chunk:
            yield from _of_one(obligation)


def _of_one(obligation):
    events = [event.data for event in obligation.enrolment.asked if _is_about(event.data, obligation.requirement)]
    dates = [data["due_on"] for data in events if data.get("due_on")]
    reason = _end_reason(obligation.enrolment, events[-1] if events else {})
    is_open, period = obligation.ended_at is None, obligation.enrolment
    yield from differences_of(
        obligation,
        asked_by_an_event=(bool(dates), True),
        due_on=(str(obligation.due_on), dates[-1] if dates else None),
        end_reason=(obligation.end_reason, reason),
        open_in_a_period_that_ended=(is_open and period.ended_at is not None, False),
        open_though_its_requirement_ended=(is_open and obligation.requirement.ended_at is not None, False),
        met_before_it_was_done=(reason == "met" and not is_open and obligation.ended_at < period.completed_at, False),
    )


def _end_reason(period, newest):
    if newest.get("reason"):
        return newest["reason"]
    return Obligation.EndReason.MET if period.completed_at else ""


def _is_about(data, requirement):
    return (data.get("requirement"), data.get("version")) == (str(requirement.key), requirement.version)
