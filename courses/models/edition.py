"""A released edition of a course: what is required of whom, frozen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from training.evidence import Frozen


class CourseEdition(Frozen):
    """Which activities, by key, for which roles, and the course's rules.

    `outline`: [{"key", "title", "kind", "minutes", "is_required", "roles": [slug]}], in course order.
    `rules`: {"title", "outcomes": [str], "valid_months": int | None, "pass_mark": int, "fact_checked_on": iso | None}.
    """

    class For(models.TextChoices):
        NEW_STARTERS = "new_starters"
        EVERYONE = "everyone"

    course_key = models.UUIDField()
    number = models.PositiveIntegerField()
    outline = models.JSONField()
    rules = models.JSONField()
    digest = models.CharField(max_length=64)
    released_for = models.CharField(max_length=12, choices=For, default=For.NEW_STARTERS)
    # By when people who are trained already are to finish what it adds; for everyone only.
    due_on = models.DateField(null=True, blank=True)
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["course_key", "-number"]
        constraints = [
            # "Edition 3" must name one thing on a certificate.
            models.UniqueConstraint(fields=["course_key", "number"], name="courses_courseedition_number_once"),
            # New starters are asked by requirements, never by an edition.
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(released_for="everyone"), name="courses_courseedition_due_if_for_everyone"
            ),
        ]

    def __str__(self):
        return f"{self.rules['title']}, edition {self.number}"

    def required_keys(self, role_slugs):
        """The keys (str) that somebody with these roles must complete, in course order."""
        return [
            item["key"]
            for item in self.outline
            if item["is_required"] and (not item["roles"] or set(item["roles"]) & set(role_slugs))
        ]

    @property
    def required_minutes(self):
        """About how long the required activities take."""
        return sum(item["minutes"] for item in self.outline if item["is_required"])
