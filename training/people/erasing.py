"""Erase a person: take all that says who she was, and keep what happened, so that every count stays.

The one place that goes round what is written once, through `evidence.blank` in the `personal_data` modules.
It cannot be undone. Again is harmless, and finishes what was interrupted: all of it is one transaction.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from training.notices.sending import NOBODY
from training.personal import Person, contributions

from . import audit
from .models import Invitation, User


class NotOneself(Exception):
    """Nobody erases her own account: the one who is left to answer for it must be somebody else."""


@transaction.atomic
def erase(user, actor):
    """Erase a person. Returns what is left of her account.

    `actor` is the administrator who decided it, None for whoever has the server. Raises NotOneself.
    """
    if actor is not None and actor.pk == user.pk:
        raise NotOneself
    # Held by whoever enrols her too, so that no period is opened with her name meanwhile.
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    is_first = user.erased_at is None
    person = _person(user)
    _empty(user)
    for take_away in contributions("erase"):
        take_away(person)
    # Last: the new address keeps others from adding what refers to her. Whoever finishes a course for her holds her
    # period, for which we have waited by now.
    user.save()
    if is_first:
        audit.record("people.erase", user, user=actor)
    return user


def _person(user):
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    # An account that has another address by now was invited at the one it had then.
    invited = Invitation.objects.filter(accepted_by=user).values_list("email", flat=True)
    found = {address.lower() for address in (user.email, *others, *invited) if not address.endswith(NOBODY)}
    # An address that she had may be somebody else's by now, and what comes to it.
    theirs = User.objects.exclude(pk=user.pk).filter(email__in=found).values_list("email", flat=True)
    return Person(user, frozenset(found - set(theirs)))


def _empty(user):
    """Nobody signs in to what is left, and nothing in it says who it was."""
    user.erased_at = user.erased_at or timezone.now()
    user.email = f"erased-{user.pk}{NOBODY}"
    user.name = user.accommodations = ""
    user.extra_time = User.ExtraTime.NONE
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
