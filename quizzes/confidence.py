"""How sure a learner is of an answer, where her quiz asks. It never touches the mark."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Confidence(TextChoices):
    """What one may say of it. Nothing is an answer too."""

    UNSURE = "unsure", _("not sure")
    FAIRLY = "fairly", _("fairly sure")
    SURE = "sure", _("sure")


def is_asked(quiz, question):
    """Whether a quiz asks it of a question. Of what has no right answer, such as a scale to say it on, none does."""
    return quiz.rules.asks_confidence and question.is_scored


def confidence_in(data, prefix):
    """What a posted form says of the question with this prefix: a key, or "" for nothing that was offered."""
    said = data.get(f"{prefix}-sure", "")
    return said if said in Confidence.values else ""
