"""How sure a learner is of an answer, where her quiz asks. It never touches the mark."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Confidence(TextChoices):
    """What one may say of it. Nothing is an answer too."""

    UNSURE = "unsure", _("not sure")
    FAIRLY = "fairly", _("fairly sure")
    SURE = "sure", _("sure")


def confidence_in(data, prefix):
    """What a posted form says of the question with this prefix: a key, or "" for nothing that was offered."""
    said = data.get(f"{prefix}-sure", "")
    return said if said in Confidence.values else ""
