"""Whom a requirement asks: today's members, by organisation and role, or by name."""

from collections import Counter
from datetime import timedelta

from django.db.models import Q, Subquery

from training.people.models import Membership, Organisation

from .dates import today
from .models import Enrolment, Obligation
from .statuses import Status, current, with_status


def present_below(organisation):
    """The current memberships in an organisation or any part of it, as the tree is when this is asked.

    Not `below`, which takes the path that the caller has read: a part that is added or renamed while the ticker works
    moves its neighbours, and an old path may be another team's by now.
    """
    path = Organisation.objects.filter(pk=organisation.pk).values("path")
    return Membership.objects.current().filter(organisation__path__startswith=Subquery(path))


def members_of(organisation, *, roles=(), learners=()):
    """The current memberships that a requirement with these words covers, oldest first.

    Auditors only read, so "everybody" leaves them out.
    """
    members = present_below(organisation).filter(user__is_active=True)
    if learners:
        members = members.filter(user__in=[learner.pk for learner in learners])
    elif roles:
        members = members.filter(role__in=[role.pk for role in roles])
    else:
        members = members.exclude(access=Membership.Access.AUDITOR)
    return members.order_by("started_on", "pk")


def covered_by(requirement):
    """The current memberships that a requirement covers. Costs two queries beside its own."""
    return members_of(requirement.organisation, roles=requirement.roles.all(), learners=requirement.learners.all())


def unasked_by(requirement, learners=None):
    """{user pk: membership} of those covered whom the requirement has still to ask, in order of pk.

    Whoever met it is asked again once it is time to renew; whoever was exempted is not, by any version of it.
    `learners`: of these alone, people or their pks.
    """
    asked = Obligation.objects.filter(requirement__key=requirement.key)
    exempted = asked.filter(end_reason=Obligation.EndReason.EXEMPTED)
    members = covered_by(requirement)
    if learners is not None:
        members = members.filter(user__in=learners)
    for obligations in (asked.filter(requirement=requirement, ended_at=None), exempted):
        members = members.exclude(user__in=obligations.order_by().values("enrolment__learner"))
    members = members.exclude(Q(user__in=met_by(requirement)) & Q(user__in=holding(requirement)))
    first = {}
    for member in members.select_related("user", "organisation", "role"):
        first.setdefault(member.user_id, member)
    return dict(sorted(first.items()))


def met_by(requirement):
    """The people (pks) who have met a requirement, in any version of it."""
    met = Obligation.objects.filter(requirement__key=requirement.key, end_reason=Obligation.EndReason.MET)
    return met.order_by().values("enrolment__learner")


def holding(requirement):
    """The people (pks) whose training holds beyond the days at which the requirement asks to renew it."""
    soon = today() + timedelta(days=requirement.renewal_days)
    completed = Enrolment.objects.filter(course_key=requirement.course_key, completed_at__isnull=False)
    return completed.filter(Q(valid_until=None) | Q(valid_until__gt=soon)).order_by().values("learner")


def standing_of(members, course):
    """How far the people of these memberships are: {"people": 34, "done": 6, "open": 10}. Two queries."""
    people = members.order_by().values("user")
    periods = current(Enrolment.objects.filter(course_key=course.key, learner__in=people))
    numbers = Counter(with_status(periods).values_list("status", flat=True))
    return {
        "people": people.distinct().count(),
        "done": numbers[Status.DONE],
        "open": numbers.total() - numbers[Status.DONE] - numbers[Status.EXPIRED],
    }
