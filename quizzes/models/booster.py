"""What a booster asked, and what was answered. `boosters` alone writes here."""

from django.db import models
from django.utils.functional import cached_property
from pydantic import TypeAdapter

from courses.models import FollowUp
from training.evidence import Frozen

from ..content import AnyQuestion

QUESTIONS = TypeAdapter(list[AnyQuestion])


class Booster(Frozen):
    """The questions of one follow-up, frozen as its learner began. Whatever becomes of them, it stays."""

    follow_up = models.OneToOneField(FollowUp, models.PROTECT, related_name="booster")
    # Snapshots, in the order in which they are asked.
    questions = models.JSONField()
    # Decides the order of options.
    seed = models.CharField(max_length=32)
    begun_at = models.DateTimeField()

    def __str__(self):
        return f"booster of follow-up {self.follow_up_id}"

    @cached_property
    def asked(self):
        """The questions, validated."""
        return QUESTIONS.validate_python(self.questions)


class BoosterAnswer(Frozen):
    """What was answered to one question of a booster, and what it earned. Holds keys and marks, never prose."""

    booster = models.ForeignKey(Booster, models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    question_key = models.UUIDField()
    answer = models.JSONField()
    mark = models.DecimalField(max_digits=5, decimal_places=4)
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["booster", "position"]
        constraints = [
            # The first answer stands: its feedback gives the right one away.
            models.UniqueConstraint(fields=["booster", "position"], name="quizzes_boosteranswer_position_once"),
            # A question asked twice would count twice.
            models.UniqueConstraint(fields=["booster", "question_key"], name="quizzes_boosteranswer_question_once"),
        ]

    def __str__(self):
        return f"{self.booster_id}/{self.position}"
