"""What a register's records share: where they hold, and until when they may be believed."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A review date this near is announced to trainers, in days.
SOON = 30
# The word in a note by which trainers say: believed true, but not checked yet.
TO_VERIFY = "verify"
NOTE_HELP = _("Write “verify” while this is not checked against a current page. Take the word out once it is.")


class Area(models.TextChoices):
    """Where a number answers or a law holds."""

    UK = "uk", _("United Kingdom")
    ENGLAND_WALES = "england_wales", _("England and Wales")
    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")
    LOCAL = "local", _("local")


class ReviewedQuerySet(models.QuerySet):
    """Records, by whether they may still be believed."""

    def stale(self, on=None):
        """Past their review date on a local day (today unless told)."""
        return self.filter(review_by__lt=on or timezone.localdate())

    def current(self, on=None):
        """Within their review date, or stable."""
        return self.filter(Q(review_by=None) | Q(review_by__gte=on or timezone.localdate()))


class Reviewed(models.Model):
    """A record that must be checked again by a date. `review_by` is empty for what does not change."""

    checked_on = models.DateField(_("last checked on"))
    review_by = models.DateField(
        _("check again by"), null=True, blank=True, help_text=_("Leave empty only for what does not change.")
    )
    note = models.TextField(_("note for trainers"), blank=True)

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_unverified(self):
        """Whether the note says that this still has to be checked for the first time."""
        return TO_VERIFY in self.note.lower()

    @property
    def is_stale(self):
        """Whether the review date has passed."""
        return self.review_by is not None and self.review_by < timezone.localdate()

    @property
    def check_state(self):
        """What a trainer must know: stale, soon or current."""
        if self.is_stale:
            return "stale"
        near = timezone.localdate() + timedelta(days=SOON)
        return "soon" if self.review_by is not None and self.review_by <= near else "current"
