"""One person on one course for one period, and everything that happened to that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.evidence import Frozen

from .edition import CourseEdition


class Enrolment(models.Model):
    """A period on a course. Renewal opens the next number; nothing is reset.

    The last fields are the person as they were when it opened: a report of last year names last year's team.
    """

    class Source(models.TextChoices):
        SELF = "self", _("chose it")
        REQUIREMENT = "requirement", _("assigned")
        RENEWAL = "renewal", _("renewal")
        UPDATE = "update", _("course updated")

    class EndReason(models.TextChoices):
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXEMPTED = "exempted", _("exempted")
        REPLACED = "replaced", _("replaced by a newer period")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    course_key = models.UUIDField()
    number = models.PositiveIntegerField(default=1)
    edition = models.ForeignKey(CourseEdition, models.PROTECT, related_name="enrolments")
    source = models.CharField(max_length=12, choices=Source, default=Source.SELF)
    opens_on = models.DateField()
    enrolled_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    # Of an update: the earliest date of the editions that it brings. What requirements ask stands in obligations.
    update_due_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True)

    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    organisation_path = models.CharField(max_length=500, blank=True)
    # Shown as it was called then. What is decided goes by the slug: a role may be renamed, and two may share a name.
    role = models.CharField(max_length=100, blank=True)
    role_slug = models.SlugField(blank=True, db_index=False)

    class Meta:
        ordering = ["-enrolled_at"]
        constraints = [
            # A certificate names learner, course and period.
            models.UniqueConstraint(fields=["learner", "course_key", "number"], name="courses_enrolment_number_once"),
            # A second open period would split what a learner has done in two.
            models.UniqueConstraint(
                fields=["learner", "course_key"],
                condition=Q(completed_at=None, ended_at=None),
                name="courses_enrolment_one_open",
            ),
            # Ended means why, and why means ended.
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="courses_enrolment_ended_for_a_reason",
            ),
            # Valid until a day only when completed.
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(completed_at__isnull=False),
                name="courses_enrolment_valid_if_completed",
            ),
            # An edition asks those who are trained already; everybody else is asked by requirements.
            models.CheckConstraint(
                condition=Q(update_due_on=None) | Q(source="update"), name="courses_enrolment_due_if_update"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gte=F("started_at")),
                name="courses_enrolment_starts_before_it_completes",
            ),
        ]
        indexes = [
            # Serves reports: everybody's newest period on a course.
            models.Index(fields=["course_key", "learner", "-number"], name="courses_enrolment_newest"),
            # Serves their order: a page of fifty rows is read without sorting them all.
            models.Index(fields=["name", "email", "id"], name="courses_enrolment_by_name"),
            # Serves the ticker, which looks among those in progress alone for what was overlooked, at any age.
            models.Index(
                fields=["edition", "id"],
                condition=Q(completed_at=None, ended_at=None),
                name="courses_enrolment_in_progress",
            ),
        ]

    def __str__(self):
        return f"{self.name or self.email}, period {self.number}"

    @property
    def is_open(self):
        """Whether there is still something to do in it."""
        return self.completed_at is None and self.ended_at is None


class EnrolmentEvent(Frozen):
    """Something that happened to an enrolment. `data` holds keys, dates and numbers, never prose."""

    class Kind(models.TextChoices):
        ENROLLED = "enrolled"
        STARTED = "started"
        DUE = "due"
        EDITION_CHANGED = "edition_changed"
        EXEMPTED = "exempted"
        COMPLETED = "completed"
        ENDED = "ended"

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    data = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
