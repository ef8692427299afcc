"""An invitation by e-mail: single use, and it expires."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .membership import Membership
from .organisation import Organisation
from .role import FrontlineRole

VALID_FOR = timedelta(days=14)


def digest_of(token):
    """What is kept of a link's token: its SHA-256 in hex, so that a copy of the table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def default_expiry():
    """The instant at which an invitation made now stops working."""
    return timezone.now() + VALID_FOR


class InvitationQuerySet(models.QuerySet):
    """Invitations, in adjectives."""

    def open(self):
        """Not used, not withdrawn, not expired."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A place kept for an e-mail address in an organisation."""

    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    role = models.ForeignKey(FrontlineRole, models.PROTECT, null=True, blank=True, verbose_name=_("frontline role"))
    access = models.CharField(max_length=10, choices=Membership.Access, default=Membership.Access.NONE)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=default_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            # Inviting the same address twice replaces the first link, so that only the newest works.
            models.UniqueConstraint(
                fields=["email", "organisation"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="people_invitation_one_open",
            ),
            # Used means used by somebody, at a time.
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="people_invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self):
        return self.email

    @property
    def state(self):
        """What became of it: "open", "accepted", "withdrawn" or "expired"."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "open" if self.expires_at > timezone.now() else "expired"
