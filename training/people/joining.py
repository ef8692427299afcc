"""The one writer of memberships: join, change, leave. Each is announced after commit."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from . import audit
from .models import Membership
from .signals import membership_changed


def join(user, organisation, role=None, access=Membership.Access.NONE, *, actor=None):
    """Make a person a member, or give the open membership this role and access. Returns the Membership.

    A role that is not given leaves the one that is there.
    """
    with transaction.atomic():
        membership, is_new = Membership.objects.get_or_create(
            user=user, organisation=organisation, ended_on=None, defaults={"role": role, "access": access}
        )
        if is_new:
            _announce(membership, "people.join", actor)
        else:
            _change(membership, actor, role=role or membership.role, access=access)
    return membership


def change(membership, *, role, access, actor=None):
    """Give a member a role and an access at once; announced once, and only when something differs."""
    return _change(membership, actor, role=role, access=access)


def change_role(membership, role, *, actor=None):
    """Give a member another frontline role."""
    return _change(membership, actor, role=role)


def change_access(membership, access, *, actor=None):
    """Make a member a learner, manager or auditor."""
    return _change(membership, actor, access=access)


def leave(membership, on=None, *, actor=None):
    """End a membership; `on` (today unless told) is the first day without it. Ending twice changes nothing.

    Raises ValueError for a day before the membership began or after today.
    """
    today = timezone.localdate()
    day = on or today
    if not membership.started_on <= day <= today:
        raise ValueError("A membership ends between the day it began and today.")
    return _end(membership, day, actor)


def leave_for_ever(membership):
    """End the membership of somebody who is being erased. Today still counts, and with it what she began today."""
    return _end(membership, max(timezone.localdate(), membership.started_on) + timedelta(days=1), actor=None)


def _end(membership, day, actor):
    with transaction.atomic():
        if Membership.objects.filter(pk=membership.pk, ended_on=None).update(ended_on=day):
            membership.ended_on = day
            _announce(membership, "people.leave", actor)
    return membership


def _change(membership, actor, **fields):
    changed = [name for name, value in fields.items() if getattr(membership, name) != value]
    if not changed:
        return membership
    with transaction.atomic():
        for name in changed:
            setattr(membership, name, fields[name])
        membership.save(update_fields=changed)
        _announce(membership, "people.change", actor)
    return membership


def _announce(membership, action, actor):
    keys = {
        "organisation": membership.organisation_id,
        "role": membership.role_id,
        "access": membership.access,
    }
    audit.record(action, membership, user=actor, about=membership.user, data=keys)
    transaction.on_commit(
        partial(membership_changed.send_robust, sender=Membership, membership=membership), robust=True
    )
