"""What a requirement asks of each person. The one writer of obligations; a completion alone meets them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from training.notices.sending import post

from . import enrolling
from .covering import SETTLED
from .models import Enrolment, EnrolmentEvent, Obligation, Requirement
from .statuses import Status, current, with_status


@transaction.atomic
def ask(requirement, course, members):
    """Ask the people of these memberships: each gets a period, a date and a message.

    Who is in date has met it already and hears nothing.
    Costs a fixed number of queries, and a few for each person who is new to the course or has to be told.
    """
    if Requirement.objects.select_for_update().get(pk=requirement.pk).ended_at:
        return
    # Another process may have asked them while we waited for the lock.
    asked = requirement.obligations.filter(Q(ended_at=None) | Q(end_reason__in=SETTLED))
    asked = set(asked.values_list("enrolment__learner", flat=True))
    members = [member for member in members if member.user_id not in asked]
    periods = _periods_of(members, course, requirement)
    members = [member for member in members if member.user_id in periods]
    # Locked, so that nobody completes a course between our look and our asking.
    locked = Enrolment.objects.select_for_update().filter(pk__in=[period.pk for period in periods.values()])
    done = {period.pk for period in locked.order_by("pk") if period.completed_at}
    now = timezone.now()
    first_made_on = _first_made_on(requirement)
    obligations = [
        Obligation(
            enrolment=periods[member.user_id],
            requirement=requirement,
            due_on=_due_for(member, requirement, first_made_on),
            ended_at=now if periods[member.user_id].pk in done else None,
            end_reason=Obligation.EndReason.MET if periods[member.user_id].pk in done else "",
        )
        for member in members
    ]
    _write(obligations, requirement, course)


@transaction.atomic
def let_go(obligations, reason, actor=None):
    """Ask no longer, for a reason. `obligations` are open ones."""
    # Locked, so that a receiver and the ticker at once write one event, and none for what was met meanwhile.
    ended = list(obligations.select_for_update(of=("self",)).select_related("requirement"))
    if not ended:
        return
    found = Obligation.objects.filter(pk__in=[obligation.pk for obligation in ended], ended_at=None)
    found.update(ended_at=timezone.now(), end_reason=reason)
    EnrolmentEvent.objects.bulk_create(
        _event(obligation, obligation.requirement, None, actor, reason=reason) for obligation in ended
    )


def _periods_of(members, course, requirement):
    """{user pk: enrolment}: the one that is open or in date on the date asked for, else a new one.

    Whoever is in date today but not then is left out until her time to renew has come; the ticker asks her then.
    """
    known = Enrolment.objects.filter(course_key=course.key, learner__in=[member.user_id for member in members])
    usable = with_status(current(known)).exclude(status=Status.EXPIRED).select_related("learner")
    periods = {period.learner_id: period for period in usable}
    for member in members:
        period = periods.get(member.user_id)
        if period is not None and _holds_on(requirement.due_on, period):
            continue
        if period is not None and not enrolling.may_renew(period):
            del periods[member.user_id]
            continue
        periods[member.user_id] = enrolling.enrol(
            member.user,
            course,
            source=Enrolment.Source.REQUIREMENT,
            membership=member,
            actor=requirement.made_by,
        )
    return periods


def _holds_on(day, period):
    return period.is_open or period.valid_until is None or period.valid_until >= day


def _due_for(member, requirement, first_made_on):
    """The requirement's date, or later for who joined after it was made."""
    if member.started_on <= first_made_on:
        return requirement.due_on
    return max(requirement.due_on, member.started_on + timedelta(days=requirement.joiners_have_days))


def _write(obligations, requirement, course):
    # Who left and came back has an ended row for this version, which opens again.
    Obligation.objects.bulk_create(
        obligations,
        update_conflicts=True,
        unique_fields=["enrolment", "requirement"],
        update_fields=["due_on", "ended_at", "end_reason"],
    )
    EnrolmentEvent.objects.bulk_create(
        _event(obligation, requirement, str(obligation.due_on), requirement.made_by) for obligation in obligations
    )
    for obligation in obligations:
        if obligation.ended_at is None:
            _tell(obligation, requirement, course)


def _first_made_on(requirement):
    first = Requirement.objects.filter(key=requirement.key).order_by("version").first()
    return timezone.localdate(first.made_at)


def _event(obligation, requirement, due_on, actor, **more):
    """`due_on` None: no longer asked."""
    return EnrolmentEvent(
        enrolment_id=obligation.enrolment_id,
        kind=EnrolmentEvent.Kind.DUE,
        data={"requirement": str(requirement.key), "version": requirement.version, "due_on": due_on, **more},
        actor=actor,
    )


def _tell(obligation, requirement, course):
    learner = obligation.enrolment.learner
    post(
        learner.email,
        "assigned",
        f"requirement:{requirement.key}:{requirement.version}",
        timezone.localdate(),
        data={
            "name": learner.name,
            "course": course.title,
            "due_on": date_format(obligation.due_on, "j F Y"),
            "organisation": requirement.organisation.name,
            "is_change": requirement.version > 1,
        },
        user=learner,
    )
