"""What was written in words. `attempting` and `assessing` alone write here; erasure and retention delete."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Range

from .attempt import Response

# A page and a half. Every form that takes prose asks for fewer.
LONGEST = 5000


class ResponseText(models.Model):
    """The words of one response, as they are now: earlier ones are overwritten. The only place for prose."""

    response = models.OneToOneField(Response, models.CASCADE, related_name="written")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            # No words means no row, and nobody fills the disk.
            models.CheckConstraint(
                condition=Range(Length("text"), (1, LONGEST)), name="quizzes_responsetext_length_bounded"
            ),
        ]

    def __str__(self):
        return f"words of response {self.response_id}"


class ResponseComment(models.Model):
    """What a trainer wrote to the learner about one response. It goes as the learner's own words do."""

    response = models.OneToOneField(Response, models.CASCADE, related_name="comment")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Range(Length("text"), (1, LONGEST)), name="quizzes_responsecomment_length_bounded"
            ),
        ]

    def __str__(self):
        return f"comment on response {self.response_id}"
