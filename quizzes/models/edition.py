"""A quiz as it was published: frozen."""

from django.core.cache import caches
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from training.evidence import Frozen

from ..content import QuizContent


class QuizEdition(Frozen):
    """Everything needed to ask and mark a quiz, as JSON. Built by `editions.build`; attempts keep theirs for ever."""

    quiz_key = models.UUIDField()
    # Two languages of a quiz share its key, and each has a newest edition.
    language = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    built_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["quiz_key", "-number"]
        constraints = [
            # "Edition 3" must name one thing, and two builds at once make one.
            models.UniqueConstraint(fields=["quiz_key", "number"], name="quizzes_quizedition_number_once"),
        ]

    def __str__(self):
        return f"{self.content['title']}, edition {self.number}"

    @cached_property
    def quiz(self):
        """The content, validated: a `QuizContent`. It never changes, so each process reads an edition once.

        Whoever shows or marks a quiz asks for editions without their `content`, the bulk of the row.
        """
        return caches["process"].get_or_set(f"quiz-{self.pk}-{self.digest}", self._read, None)

    def _read(self):
        return QuizContent.model_validate(self.content)
