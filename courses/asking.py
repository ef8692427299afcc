"""What a requirement asks of each person. The one writer of obligations; a completion alone meets them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from training.notices.models import Notice
from training.notices.sending import post

from . import enrolling
from .covering import met_by, unasked_by
from .dates import day_of, today
from .models import Enrolment, EnrolmentEvent, Obligation, Requirement
from .statuses import Status, current, with_status


@transaction.atomic
def ask(requirement, course, members):
    """Ask the people of these memberships: each gets a period, a date and a message.

    Who is in date has met it already and hears nothing. Who met it before is asked to renew.
    Costs a fixed number of queries, and a few for each person who is new to the course or has to be told.
    """
    if Requirement.objects.select_for_update(no_key=True).get(pk=requirement.pk).ended_at:
        return
    # Another process may have asked them while we waited for the lock.
    members = list(unasked_by(requirement, [member.user_id for member in members]).values())
    last_days = _last_days(requirement, members)
    periods = _periods_of(members, course, requirement, last_days)
    # Locked, so that nobody completes or leaves a course between our look and our asking.
    locked = Enrolment.objects.select_for_update(of=("self",), no_key=True).select_related("learner").order_by("pk")
    periods = {period.learner_id: period for period in locked.filter(pk__in=periods.values(), ended_at=None)}
    first_made_on, kept = _first_made_on(requirement), _kept(requirement, members)
    obligations = [
        _obligation(
            requirement,
            periods[member.user_id],
            kept.get(member.user_id) or _due_for(member, requirement, first_made_on, last_days),
        )
        for member in members
        if member.user_id in periods
    ]
    _write(obligations, requirement)
    for obligation in obligations:
        if obligation.ended_at is None:
            _tell(obligation, requirement, course, last_days.get(obligation.enrolment.learner_id))


def _obligation(requirement, period, due_on):
    is_met = period.completed_at is not None
    return Obligation(
        enrolment=period,
        requirement=requirement,
        due_on=due_on,
        ended_at=timezone.now() if is_met else None,
        end_reason=Obligation.EndReason.MET if is_met else "",
    )


@transaction.atomic
def let_go(obligations, reason, actor=None):
    """Ask no longer, for a reason. `obligations` are open ones."""
    # Locked, so that a receiver and the ticker at once write one event, and none for what was met meanwhile.
    ended = list(_locked(obligations))
    if not ended:
        return
    found = Obligation.objects.filter(pk__in=[obligation.pk for obligation in ended], ended_at=None)
    found.update(ended_at=timezone.now(), end_reason=reason)
    EnrolmentEvent.objects.bulk_create(
        _event(obligation, obligation.requirement, None, actor, reason=reason) for obligation in ended
    )


def _locked(obligations):
    # In one order, so that two who want the same rows take turns.
    return obligations.select_for_update(of=("self",), no_key=True).select_related("requirement").order_by("pk")


@transaction.atomic
def move(obligations, period):
    """Ask in another period of the same learner what these open obligations asked, by the same dates."""
    moved = list(_locked(obligations))
    events = [_event(one, one.requirement, None, None, moved_to=period.number) for one in moved]
    for obligation in moved:
        obligation.enrolment = period
    Obligation.objects.bulk_update(moved, ["enrolment"])
    events += [_event(one, one.requirement, str(one.due_on), None) for one in moved]
    EnrolmentEvent.objects.bulk_create(events)


def _last_days(requirement, members):
    """{user pk: the last day on which training counts} of those who met the requirement: they are to renew it."""
    met = met_by(requirement).filter(enrolment__learner__in=[member.user_id for member in members])
    completed = Enrolment.objects.filter(course_key=requirement.course_key, learner__in=met, completed_at__isnull=False)
    return dict(completed.order_by().values("learner").annotate(last=Max("valid_until")).values_list("learner", "last"))


def _periods_of(members, course, requirement, last_days):
    """{user pk: pk of an enrolment}: the one that is open or in date on the date asked for, else a new one.

    Whoever is in date today but not then is left out until her time to renew has come; the ticker asks her then.
    """
    known = Enrolment.objects.filter(course_key=course.key, learner__in=[member.user_id for member in members])
    usable = with_status(current(known)).exclude(status=Status.EXPIRED)
    periods = {period.learner_id: period for period in usable}
    found = {}
    for member in members:
        period = periods.get(member.user_id)
        if member.user_id not in last_days and period is not None:
            if _holds_on(requirement.due_on, period):
                found[member.user_id] = period.pk
                continue
            if not enrolling.may_renew(period, days=requirement.renewal_days):
                continue
        found[member.user_id] = enrolling.enrol(
            member.user,
            course,
            source=Enrolment.Source.REQUIREMENT,
            membership=member,
            actor=requirement.made_by,
            renewal_days=requirement.renewal_days,
        ).pk
    return found


def _holds_on(day, period):
    return period.is_open or period.valid_until is None or period.valid_until >= day


def _due_for(member, requirement, first_made_on, last_days):
    """The last day on which her training counts, of whoever is to renew; the joiners' days once it has run out.

    Else the requirement's date, or later for who joined after it was made.
    """
    joiners_have = timedelta(days=requirement.joiners_have_days)
    last = last_days.get(member.user_id)
    if last is not None:
        return last if last >= today() else today() + joiners_have
    if member.started_on <= first_made_on:
        return requirement.due_on
    return max(requirement.due_on, member.started_on + joiners_have)


def _kept(requirement, members):
    """{user pk: the date asked before} of those who came back on the day they left: that puts nothing off."""
    began = {member.user_id: member.started_on for member in members}
    left = requirement.obligations.filter(end_reason=Obligation.EndReason.LEFT, enrolment__learner__in=began)
    found = left.order_by("ended_at").values_list("enrolment__learner", "ended_at", "due_on")
    return {learner: due_on for learner, ended_at, due_on in found if day_of(ended_at) == began[learner]}


def _write(obligations, requirement):
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


def _first_made_on(requirement):
    first = Requirement.objects.filter(key=requirement.key).order_by("version").first()
    return day_of(first.made_at)


def _event(obligation, requirement, due_on, actor, **more):
    """`due_on` None: no longer asked."""
    return EnrolmentEvent(
        enrolment_id=obligation.enrolment_id,
        kind=EnrolmentEvent.Kind.DUE,
        data={"requirement": str(requirement.key), "version": requirement.version, "due_on": due_on, **more},
        actor=actor,
    )


def _tell(obligation, requirement, course, last):
    """`last`: the last day on which the training to be renewed counts; None for whoever is asked the first time."""
    learner = obligation.enrolment.learner
    data = {
        "name": learner.name,
        "course": course.title,
        "due_on": date_format(obligation.due_on, "j F Y"),
        "organisation": requirement.organisation.name,
    }
    if last is None:
        kind, subject = "assigned", f"requirement:{requirement.key}:{requirement.version}"
        data["is_change"] = requirement.version > 1
    else:
        kind, subject = "renewal", f"enrolment:{obligation.enrolment_id}"
        data.update(last_day=date_format(last, "j F Y"), is_over=last < today())
        if _has_said(learner, subject, data["due_on"]):
            return
    post(learner.email, kind, subject, today(), data=data, user=learner)


def _has_said(learner, subject, due_on):
    """Whether a message asked for this renewal by this date, today or before: each requirement has a first day to ask.

    Whoever comes back later, and has another date by then, is told of that.
    """
    said = Notice.objects.filter(user=learner, kind="renewal", subject_key=subject, data__due_on=due_on)
    return said.exists()
