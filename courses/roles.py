"""By which frontline roles a learner is judged: one rule, for one period and for many at once.

Those of her memberships today; else of the membership that ended last, where several ended that day of all of them;
else the one noted as the period began. Who leaves, or moves by leaving one team and then joining another, is thus
asked for what her last role needs, and not for the less that was asked before she had it.
"""

from collections import defaultdict
from datetime import date

from training.people.models import Membership
from training.prepared import Prepared

from .dates import today


def role_slugs(enrolment):
    """The roles (slugs) by which the learner of this period is judged today. One query."""
    return judged_by(HELD.rows(enrolment.learner_id, today()), enrolment.role_slug)


def role_slugs_of_own(user, periods):
    """{pk of the period: roles} of her own periods, for somebody whose roles of today came with her session.

    One query at most, where she has none today.
    """
    held = [] if user.role_slugs else held_by(user.memberships.all())[user.pk]
    return {period.pk: user.role_slugs or frozenset(judged_by(held, period.role_slug)) for period in periods}


def held_by(memberships):
    """{learner: [(role, last day)]} of many, for `judged_by`. One query, and one row for each membership."""
    held = defaultdict(list)
    for learner, *role in _with_role(memberships, today()).values_list("user", *ROLE).iterator():
        held[learner].append(role)
    return held


def judged_by(held, noted):
    """The roles (slugs) that count, of all (role, first day without it) a learner has held and the one noted."""
    day = today()
    ends = [(slug, ended_on if ended_on and ended_on <= day else date.max) for slug, ended_on in held]
    last = max((ended_on for _slug, ended_on in ends), default=None)
    return {slug for slug, ended_on in ends if ended_on == last} or {noted} - {""}


ROLE = ("role__slug", "ended_on")


def _with_role(memberships, day):
    return memberships.filter(started_on__lte=day).exclude(role=None)


HELD = Prepared(
    lambda learner, day: _with_role(Membership.objects.filter(user=learner), day).order_by().values_list(*ROLE),
    -1,
    date.min,
)
