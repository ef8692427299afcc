"""Whom a requirement asks: today's members, by organisation and role, or by name."""

from collections import Counter

from training.people.models import Membership

from .models import Enrolment, Obligation
from .statuses import Status, current, with_status

# Whoever has one of these was asked by the requirement and need not be asked by it again.
SETTLED = [Obligation.EndReason.MET, Obligation.EndReason.EXEMPTED]


def members_of(organisation, *, roles=(), learners=()):
    """The current memberships that a requirement with these words covers, oldest first.

    Auditors only read, so "everybody" leaves them out.
    """
    members = Membership.objects.current().below(organisation).filter(user__is_active=True)
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


def unasked_by(requirement, learner=None):
    """{user pk: membership} of those covered whom the requirement has still to ask, in order of pk."""
    asked = Obligation.objects.filter(requirement__key=requirement.key)
    settled = [
        asked.filter(requirement=requirement, ended_at=None),
        asked.filter(end_reason__in=SETTLED),
        asked.filter(enrolment__ended_at__isnull=False, enrolment__completed_at=None),
    ]
    members = covered_by(requirement)
    if learner is not None:
        members = members.filter(user=learner)
    for obligations in settled:
        members = members.exclude(user__in=obligations.values("enrolment__learner"))
    first = {}
    for member in members.select_related("user", "organisation", "role"):
        first.setdefault(member.user_id, member)
    return dict(sorted(first.items()))


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
