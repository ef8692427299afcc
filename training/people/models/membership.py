"""Who works where, as what, and from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisation import Organisation
from .role import FrontlineRole


class MembershipQuerySet(models.QuerySet):
    """Memberships, in adjectives."""

    def current(self, on=None):
        """Begun and not ended on a local day (today unless told)."""
        day = on or timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def readers(self):
        """Those that let a person see the training of others."""
        return self.filter(access__in=Membership.READERS)

    def below(self, organisation):
        """In this organisation or any part of it."""
        return self.filter(organisation__path__startswith=organisation.path)

    def matching(self, words):
        """Of people whose name or e-mail address holds these words."""
        return self.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words))


class Membership(models.Model):
    """One person in one organisation. Leaving ends the row; it is never deleted, since reports look back."""

    class Access(models.TextChoices):
        NONE = "none", _("learner")
        MANAGER = "manager", _("manager")
        AUDITOR = "auditor", _("auditor (read only)")

    READERS = [Access.MANAGER, Access.AUDITOR]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.ForeignKey(
        FrontlineRole,
        models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("frontline role"),
    )
    access = models.CharField(_("access"), max_length=10, choices=Access, default=Access.NONE)
    started_on = models.DateField(_("started on"), default=timezone.localdate)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "pk"]
        constraints = [
            # Two open memberships of one organisation would count a person twice.
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(ended_on=None),
                name="people_membership_one_open",
            ),
            # A membership that ends before it starts would hide its person from every report.
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="people_membership_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"
