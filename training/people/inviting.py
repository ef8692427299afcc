"""Invitations: made, replaced, withdrawn, accepted once."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.notices import sending
from training.notices.links import token_for

from . import audit, joining
from .models import Invitation, Membership, Organisation, User
from .models.invitation import digest_of
from .scope import not_managed_by

NOTICE = "invitation"


class InvitationError(Exception):
    """An invitation that cannot be made or used; `str()` of it is for people."""


class AlreadyMember(InvitationError):
    """The address belongs to somebody who is in this organisation already."""

    def __str__(self):
        return str(_("is already in this organisation"))


class AlreadyManager(AlreadyMember):
    """The address is the inviter's own, and she manages this organisation from where she is."""

    def __str__(self):
        return str(_("manages this organisation already"))


class NotOpen(InvitationError):
    """The invitation was used or withdrawn, has expired, or whoever made it may no longer invite there."""

    def __str__(self):
        return str(_("This invitation is no longer open."))


class NotTheirs(InvitationError):
    """The invitation is for another address."""

    def __str__(self):
        return str(_("This invitation is for another e-mail address."))


def invite(organisation, email, *, role=None, access=Membership.Access.NONE, actor):
    """Invite an address; an open invitation to the same organisation stops working. Returns the Invitation.

    Raises AlreadyMember when the address belongs to a current member, or to the manager who invites.
    """
    address = email.strip().lower()
    if organisation.memberships.current().filter(user__email=address).exists():
        raise AlreadyMember
    if address == actor.email and _manages_as_member(actor, organisation):
        raise AlreadyManager
    key = secrets.token_hex(16)
    with transaction.atomic():
        # Two managers inviting at once: the second waits here and then replaces the first one's link.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        for old in unanswered(organisation).filter(email=address):
            withdraw(old, actor=actor)
        invitation = Invitation.objects.create(
            email=address,
            organisation=organisation,
            role=role,
            access=access,
            invited_by=actor,
            token_digest=digest_of(token_for(key)),
        )
        _log(invitation, "people.invite", actor)
        _tell(invitation, key)
    return invitation


def unanswered(organisation=None):
    """Invitations that wait for an answer, expired ones too."""
    found = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    return found if organisation is None else found.filter(organisation=organisation)


def resend(invitation, *, actor):
    """Send a fresh link in place of this one. Returns the new Invitation. Raises AlreadyMember."""
    return invite(
        invitation.organisation,
        invitation.email,
        role=invitation.role,
        access=invitation.access,
        actor=actor,
    )


def withdraw(invitation, *, actor):
    """Make the link stop working. Returns whether it was still waiting for an answer."""
    with transaction.atomic():
        won = unanswered().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
        if won:
            sending.cancel(NOTICE, _subject_key(invitation))
            _log(invitation, "people.withdraw", actor)
    return bool(won)


def find(token):
    """The invitation that a link's token belongs to, whatever became of it, or None."""
    invitations = Invitation.objects.select_related("organisation", "role", "invited_by")
    return invitations.filter(token_digest=digest_of(token)).first()


def accept(invitation, user):
    """Use an invitation: one winner. Returns the Membership. Raises NotTheirs and NotOpen."""
    if user.email != invitation.email:
        raise NotTheirs
    with transaction.atomic():
        if not _still_stands(invitation):
            raise NotOpen
        won = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now(), accepted_by=user)
        if not won:
            raise NotOpen
        return joining.join(
            user, invitation.organisation, invitation.role, invitation.access, actor=invitation.invited_by
        )


def _still_stands(invitation):
    """Whether whoever invited may still invite there. Her leaving waits until this is answered, or this for it."""
    # In the order in which erasing holds them.
    inviter = User.objects.select_for_update(no_key=True).get(pk=invitation.invited_by_id)
    list(inviter.memberships.filter(ended_on=None).select_for_update(no_key=True))
    return not not_managed_by("invited_by", Invitation.objects.filter(pk=invitation.pk)).exists()


def _manages_as_member(user, organisation):
    """Whether it is a membership by which she manages. An administrator without one may wish to learn there."""
    managed = user.memberships.current().filter(access=Membership.Access.MANAGER).select_related("organisation")
    return any(organisation.path.startswith(membership.organisation.path) for membership in managed)


def _tell(invitation, key):
    sending.post(
        invitation.email,
        NOTICE,
        _subject_key(invitation),
        timezone.localdate(),
        data={
            "token_for": key,
            "organisation": invitation.organisation.name,
            "invited_by": str(invitation.invited_by),
            "expires_on": f"{timezone.localdate(invitation.expires_at):%-d %B %Y}",
        },
    )


def _subject_key(invitation):
    return f"invitation:{invitation.pk}"


def _log(invitation, action, actor):
    keys = {"organisation": invitation.organisation_id, "access": invitation.access}
    audit.record(action, invitation, user=actor, data=keys)
