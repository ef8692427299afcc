"""Withdraw the invitations of whoever may no longer invite there: she left, moved, or her account was closed."""

from . import inviting
from .scope import not_managed_by


def withdraw_lapsed(inviters=None):
    """Withdraw what waits for an answer and no longer stands, of these people or of everybody. Again is harmless."""
    waiting = inviting.unanswered() if inviters is None else inviting.unanswered().filter(invited_by__in=inviters)
    for invitation in not_managed_by("invited_by", waiting):
        inviting.withdraw(invitation, actor=None)


def follow_membership(membership, **_options):
    """Follow a membership that changed or ended. The ticker heals a failure."""
    withdraw_lapsed([membership.user])
