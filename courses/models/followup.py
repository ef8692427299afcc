"""What is asked of somebody after the end of a course: boosters. They change nothing about the period."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from training.notices.links import token_for

from .enrolment import Enrolment
from .pages import CoursePage


class FollowUpQuerySet(models.QuerySet):
    """Follow-ups, by what may become of them on a day."""

    def open(self, on):
        """Those that can be answered on a local day.

        Due, neither answered nor declined nor too late, of somebody with an account, about training that no newer
        period has replaced, of a course that still has boosters.
        """
        newer = Enrolment.objects.filter(
            learner=OuterRef("enrolment__learner"),
            course_key=OuterRef("enrolment__course_key"),
            number__gt=OuterRef("enrolment__number"),
            completed_at__isnull=False,
        )
        boosted = CoursePage.objects.live().filter(
            translation_key=OuterRef("enrolment__course_key"), boosters_from__isnull=False
        )
        waiting = self.filter(due_on__lte=on, closes_on__gte=on, done_at=None, declined_at=None)
        return waiting.filter(~Exists(newer), Exists(boosted), enrolment__learner__is_active=True)


class FollowUp(models.Model):
    """One booster of one completed period: when it is due and what came of it. See `planning`."""

    class Kind(models.IntegerChoices):
        """How many months after the end."""

        ONE_MONTH = 1, _("1 month after")
        THREE_MONTHS = 3, _("3 months after")
        SIX_MONTHS = 6, _("6 months after")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="follow_ups")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    due_on = models.DateField()
    # The last day on which it can be answered.
    closes_on = models.DateField()
    # When it was first put to her, by a mail or as she began it by herself.
    asked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["enrolment", "kind"]
        constraints = [
            # Asked twice, somebody would count twice in the share of those who answered.
            models.UniqueConstraint(fields=["enrolment", "kind"], name="courses_followup_kind_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("due_on")), name="courses_followup_closes_after_it_is_due"
            ),
            # Whoever answered was asked, or more would have answered than were asked.
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(asked_at__isnull=False), name="courses_followup_asked_if_done"
            ),
            # It ends in one way.
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(declined_at=None), name="courses_followup_done_or_declined"
            ),
        ]
        indexes = [
            # Serves the ticker's question: what can be answered, and may have to be told?
            models.Index(
                fields=["due_on"], condition=Q(done_at=None, declined_at=None), name="courses_followup_waiting"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, of period {self.enrolment_id}"

    @property
    def subject_key(self):
        """What the messages about it are about."""
        return f"follow-up:{self.pk}"

    @cached_property
    def token(self):
        """What a link in a message carries, so that nobody has to sign in to answer."""
        return token_for(self.subject_key)
