"""What people said of one answer beyond the question's own marking, as plain data. Reads and writes nothing."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .questions.snapshots import RIGHT


class Fix(TextChoices):
    """What is done about a question that turned out to be wrong."""

    ACCEPT = "accept", _("Accept another answer too")
    FULL = "full", _("Give everybody full marks for it")
    DROP = "drop", _("Leave it out of the total")


class Rule(NamedTuple):
    """One fix of one question. `answer` is the one that is accepted too."""

    fix: str
    answer: dict | None = None
    # Whether a score may fall, and a pass be taken away, by it.
    may_lower: bool = False

    def applied(self, question, mark, answer):
        """The mark by this rule; None where the question does not count any more, which nothing changes again."""
        if mark is None or self.fix == Fix.DROP:
            return None
        if self.fix == Fix.FULL or question.is_same(answer, self.answer):
            return RIGHT
        return mark


class Ruling(NamedTuple):
    """What people said of one answer: `points`, {key of a criterion: points}, and the rules of regrades, in order."""

    points: dict | None = None
    rules: tuple = ()

    def with_rule(self, rule):
        """The same, and one more rule."""
        return self._replace(rules=(*self.rules, rule))


UNTOUCHED = Ruling()
