"""Whose records may I see? The one place that answers for managers and auditors."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr

from .models import Membership, Organisation
from .models.organisation import BELOW


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
    held = user.memberships.current().filter(access__in=accesses, organisation__path=_at_or_above("path"))
    return Organisation.objects.filter(Exists(held))


def not_managed_by(who, rows):
    """Those of these rows whose organisation is not managed by the person in their field `who`.

    Who may not sign in manages nothing.
    """
    above = _at_or_above("organisation__path")
    held = Membership.objects.current().filter(user=OuterRef(who), organisation__path=above)
    manages = Exists(held.filter(access=Membership.Access.MANAGER)) | Q(**{f"{who}__is_superuser": True})
    return rows.exclude(manages, **{f"{who}__is_active": True})


def _at_or_above(path):
    """The path of a membership's organisation where that stands at or above the outer query's."""
    return Substr(OuterRef(path), 1, Length("organisation__path"))


def full_names_of_highest(organisations):
    """The full names of these organisations, without those that stand below another of them. One query."""
    highest = []
    for one in sorted(organisations, key=lambda organisation: organisation.path):
        if not highest or not one.path.startswith(highest[-1].path):
            highest.append(one)
    ends = {one.path: range(one.steplen, len(one.path) + 1, one.steplen) for one in highest}
    paths = {path[:end] for path, whole in ends.items() for end in whole}
    names = dict(Organisation.objects.filter(path__in=paths).values_list("path", "name"))
    return [BELOW.join(names[path[:end]] for end in whole) for path, whole in ends.items()]


def numbers_in(organisations, part=None):
    """The numbers of these organisations, or of those that stand at or below a part of the tree.

    Given numbers, the database knows how many memberships to expect, and plans for it; given a way to find them, it
    guesses one. Among a hundred thousand periods that is twice as slow.
    """
    return [one.pk for one in organisations if part is None or one.path.startswith(part.path)]
