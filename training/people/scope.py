"""Whose records may I see? The one place that answers for managers and auditors."""

from functools import reduce
from operator import or_

from django.db.models import Q

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
    paths = list(user.memberships.current().filter(access__in=accesses).values_list("organisation__path", flat=True))
    if not paths:
        return Organisation.objects.none()
    return Organisation.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))
