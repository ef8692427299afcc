"""What an organisation requires of its people, and what that asks of each of them."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.people.models import FrontlineRole, Organisation

from .enrolment import Enrolment


class Requirement(models.Model):
    """ "These people, or everyone with this role in this team, by this date." A change is a new version, never an edit.

    With `learners`, it asks them and nobody else; otherwise everybody of `roles` (or every role) in the organisation.
    """

    key = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    course_key = models.UUIDField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="requirements")
    roles = models.ManyToManyField(FrontlineRole, blank=True, related_name="+")
    learners = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    due_on = models.DateField(_("due by"))
    # For people who join later than the due date allows for.
    joiners_have_days = models.PositiveSmallIntegerField(_("days for people who join later"), default=30)
    # Shorter than any certificate holds: whoever has just renewed is not asked again at once.
    renewal_days = models.PositiveSmallIntegerField(
        _("days before training runs out at which to ask for it again"),
        default=90,
        validators=[MaxValueValidator(150)],
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="courses_requirement_version_once"),
            # Two versions in force would ask for two dates.
            models.UniqueConstraint(
                fields=["key"], condition=Q(ended_at=None), name="courses_requirement_one_version_in_force"
            ),
            # A window longer than the training holds would ask for it again the moment it is done.
            models.CheckConstraint(condition=Q(renewal_days__lte=150), name="courses_requirement_renewal_in_time"),
        ]


class Obligation(models.Model):
    """What one requirement asks of one enrolment. Several may rest on the same enrolment; the earliest date counts."""

    class EndReason(models.TextChoices):
        MET = "met", _("met")
        LEFT = "left", _("left the organisation")
        CANCELLED = "cancelled", _("requirement ended")
        EXEMPTED = "exempted", _("exempted")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="obligations")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="obligations")
    due_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=10, choices=EndReason, blank=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            # Applying a requirement again asks nobody twice.
            models.UniqueConstraint(fields=["enrolment", "requirement"], name="courses_obligation_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="courses_obligation_ended_for_a_reason",
            ),
        ]
