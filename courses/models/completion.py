"""The fact that somebody finished an activity."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.evidence import Frozen

from .enrolment import Enrolment


class Completion(Frozen):
    """One activity finished in one period. Written by `completing.record` alone; it outlives the page's words.

    `score` is a percentage, where there was one.
    """

    class How(models.TextChoices):
        SELF = "self", _("said finished")
        MARKED = "marked", _("passed")
        CARRIED_OVER = "carried_over", _("carried over")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="completions")
    activity_key = models.UUIDField()
    # PROTECT: deleting a page may not delete what people did on it. See wagtail_hooks for the words an editor reads.
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="+")
    # The number of the page's live revision; not a key, since old revisions may be purged.
    revision = models.PositiveBigIntegerField(null=True)
    how = models.CharField(max_length=12, choices=How)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["completed_at", "pk"]
        constraints = [
            # A double tap, two tabs or a retry finish an activity once.
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="courses_completion_once_per_activity"),
        ]
