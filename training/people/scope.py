"""Whose records may I see? The one place that answers for managers and auditors."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr

from .models import Membership, Organisation


def organisations_managed_by(user):
    """The organisations in which this person may invite, assign and end."""
    return _below(user, [Membership.Access.MANAGER])


def organisations_seen_by(user):
    """The organisations whose people's training this person may read."""
    return _below(user, Membership.READERS)


def memberships_seen_by(user):
    """Memberships, ended ones too, in the part of the tree this person may read."""
    return Membership.objects.filter(organisation__in=organisations_seen_by(user))


def _below(user, accesses):
    if not user.is_authenticated:
        return Organisation.objects.none()
    if user.is_superuser:
        return Organisation.objects.all()
    above = Substr(OuterRef("path"), 1, Length("organisation__path"))
    held = user.memberships.current().filter(access__in=accesses, organisation__path=above)
    return Organisation.objects.filter(Exists(held))


def all_below(organisations):
    """A queryset of these organisations, ordered by path, and what is below them.

    It names where they begin instead of asking again who may see them, so that the database can plan by it.
    """
    tops = []
    for organisation in organisations:
        if not tops or not organisation.path.startswith(tops[-1]):
            tops.append(organisation.path)
    if not tops:
        return Organisation.objects.none()
    return Organisation.objects.filter(reduce(or_, (Q(path__startswith=path) for path in tops)))
