"""Reopenings: a finished attempt that its learner goes on with. `reopening` alone writes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.evidence import Frozen

from .attempt import Attempt


class Reopening(Frozen):
    """Which attempt, why, until when, when and by whom. Each of its responses has an event of the same instant."""

    class Reason(models.TextChoices):
        MISTAKE = "mistake", _("It was finished by mistake")
        FAULT = "fault", _("A fault of the site or the network broke it off")
        CALLED_AWAY = "called_away", _("The learner was called away")
        MORE_TIME = "more_time", _("The learner needs more time than was given")

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="reopenings")
    reason = models.CharField(max_length=20, choices=Reason)
    # None where the attempt has no limit.
    deadline_at = models.DateTimeField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # The ticker would close it at once.
            models.CheckConstraint(
                condition=models.Q(deadline_at=None) | models.Q(deadline_at__gt=models.F("at")),
                name="quizzes_reopening_deadline_ahead",
            ),
        ]

    def __str__(self):
        return f"{self.attempt}: {self.get_reason_display()}"
