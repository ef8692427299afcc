"""A sentence that is true or false."""

from fractions import Fraction
from typing import ClassVar, Literal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..formats.neutral import Statement, Taken
from .base import Question
from .choosing import ChoiceSnapshot, OptionSnapshot
from .misconceiving import key_of, misconceptions_by_key
from .plain import PlainQuestion
from .snapshots import Mark


class TrueFalseSnapshot(ChoiceSnapshot):
    """A true-or-false question as it was asked. "True" always comes first."""

    is_shuffled: ClassVar[bool] = False

    type: Literal["true_false"] = "true_false"

    def mark(self, answer):
        """All or nothing."""
        is_right = self.chosen(answer) == self.right_keys
        return Mark(Fraction(int(is_right)), is_right)


class PlainTrueFalse(PlainQuestion):
    """A true-or-false question in a file."""

    type: Literal["true_false"]
    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""
    misconception: str = ""

    def misconceptions(self):
        """The key of the one it names."""
        return {self.misconception} - {""}


class TrueFalse(Question):
    """A sentence to call true or false."""

    Snapshot = TrueFalseSnapshot
    Plain = PlainTrueFalse

    is_true = models.BooleanField(_("the sentence is true"), default=False)
    feedback_true = models.TextField(_("feedback for “true”"), blank=True)
    feedback_false = models.TextField(_("feedback for “false”"), blank=True)
    misconception = models.ForeignKey(
        "quizzes.Misconception",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("misconception"),
        help_text=_("What somebody may believe who gets it wrong. For statistics: learners never see it."),
    )

    panels = [
        *Question.stem_panels,
        FieldPanel("is_true"),
        FieldPanel("feedback_true"),
        FieldPanel("feedback_false"),
        FieldPanel("misconception"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("true or false question")
        verbose_name_plural = _("true or false questions")

    def snapshot(self):
        """This question as plain data. Costs a query where there is a misconception."""
        true = self._option("true", gettext("True"), self.is_true, self.feedback_true)
        false = self._option("false", gettext("False"), not self.is_true, self.feedback_false)
        return TrueFalseSnapshot(**self.common(), options=[true, false])

    def _option(self, key, text, is_correct, feedback):
        misconception = "" if is_correct else key_of(self.misconception)
        return OptionSnapshot(key=key, text=text, is_correct=is_correct, feedback=feedback, misconception=misconception)

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.is_true = plain.answer
        self.feedback_true, self.feedback_false = plain.feedback_true, plain.feedback_false
        self.misconception_id = misconceptions_by_key([plain.misconception]).get(plain.misconception)

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {
            "answer": self.is_true,
            "feedback_true": self.feedback_true,
            "feedback_false": self.feedback_false,
            "misconception": key_of(self.misconception),
        }

    @classmethod
    def from_neutral(cls, body):
        """A statement."""
        if not isinstance(body, Statement):
            return None
        fields = {"feedback_true": body.feedback_true, "feedback_false": body.feedback_false}
        return Taken({"answer": body.is_true, **fields})

    def to_neutral(self):
        """A statement."""
        return Statement(self.is_true, self.feedback_true, self.feedback_false)
