"""Regrades: a question that was wrong, and the rule by which its answers are marked anew. `regrading` alone writes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.evidence import Frozen

from ..ruling import Fix, Rule
from .edition import QuizEdition


class Regrade(Frozen):
    """Which question, by which rule, why, when and by whom. Its events name it, so marks follow from it for ever."""

    class Reason(models.TextChoices):
        WRONG_KEY = "wrong_key", _("The wrong answer was marked as right")
        AMBIGUOUS = "ambiguous", _("More than one answer can be right")
        NOT_TAUGHT = "not_taught", _("No lesson teaches it")
        OUTDATED = "outdated", _("It is no longer true")
        FAULT = "fault", _("It was not shown as it should be")

    quiz_key = models.UUIDField()
    question_key = models.UUIDField()
    editions = models.ManyToManyField(QuizEdition, through="quizzes.RegradedEdition", related_name="regrades")
    fix = models.CharField(max_length=10, choices=Fix)
    answer = models.JSONField(null=True)
    may_lower = models.BooleanField()
    reason = models.CharField(max_length=20, choices=Reason)
    # What the trial said, and what came to pass: {"rise": 14, ...}.
    counts = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fix=Fix.ACCEPT, answer__isnull=False)
                | models.Q(fix__in=[Fix.FULL, Fix.DROP], answer__isnull=True),
                name="quizzes_regrade_answer_to_accept",
            ),
        ]

    def __str__(self):
        return f"{self.get_fix_display()}: {self.question_key}"

    @property
    def rule(self):
        """As plain data."""
        return Rule(self.fix, self.answer, self.may_lower)


class RegradedEdition(Frozen):
    """An edition whose attempts a regrade marks anew, now and when one that is under way is finished."""

    regrade = models.ForeignKey(Regrade, models.PROTECT, related_name="+")
    edition = models.ForeignKey(QuizEdition, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regrade", "edition"], name="quizzes_regradededition_once"),
        ]

    def __str__(self):
        return f"{self.regrade_id} in edition {self.edition_id}"
