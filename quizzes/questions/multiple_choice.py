"""Several right answers among several."""

from fractions import Fraction
from typing import Literal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..formats.neutral import Answer, Choices, Given, Loss, Taken
from .base import Question
from .choosing import (
    ChooseManySnapshot,
    PlainChoice,
    PlainOption,
    losses_of,
    options_field,
    plain_options,
    snapshot_options,
    stream_options,
)


class MultipleChoiceSnapshot(ChooseManySnapshot):
    """A multiple choice as it was asked."""

    type: Literal["multiple_choice"] = "multiple_choice"


class PlainMultipleChoice(PlainChoice):
    """A multiple choice in a file."""

    type: Literal["multiple_choice"]
    part_marks: bool = False


class MultipleChoice(Question):
    """A question with any number of right options."""

    Snapshot = MultipleChoiceSnapshot
    Plain = PlainMultipleChoice

    options = options_field()
    has_part_marks = models.BooleanField(
        _("give part marks"),
        default=False,
        help_text=_("Each right choice earns a share and each wrong one loses it, never below nothing."),
    )

    panels = [
        *Question.stem_panels,
        FieldPanel("options"),
        FieldPanel("has_part_marks"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("multiple choice question")
        verbose_name_plural = _("multiple choice questions")

    def problems(self):
        """It needs at least one right option."""
        if not any(option.is_correct for option in snapshot_options(self.options)):
            return {"options": gettext("Mark at least one option as right.")}
        return {}

    def snapshot(self):
        """This question as plain data."""
        return MultipleChoiceSnapshot(
            **self.common(), options=snapshot_options(self.options), has_part_marks=self.has_part_marks
        )

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.options = stream_options(plain)
        self.has_part_marks = plain.part_marks

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {"options": plain_options(self.options), "part_marks": self.has_part_marks}

    @classmethod
    def from_neutral(cls, body):
        """Options of which several may be chosen: right is what earns anything."""
        if not (isinstance(body, Choices) and not body.takes_one):
            return None
        options = [PlainOption(text=one.text, correct=one.share > 0, feedback=one.feedback) for one in body.options]
        losses = () if body.is_all_or_nothing else _lost([one.share for one in body.options])
        return Taken({"options": options, "part_marks": not body.is_all_or_nothing}, losses)

    def to_neutral(self):
        """Options of which several may be chosen, each with its share."""
        options = snapshot_options(self.options)
        share = Fraction(1, max(sum(one.is_correct for one in options), 1))
        answers = (Answer(one.text, share if one.is_correct else -share, one.feedback) for one in options)
        body = Choices(tuple(answers), takes_one=False, is_all_or_nothing=not self.has_part_marks)
        return Given(body, losses_of(options))


def _lost(shares):
    right, wrong = {share for share in shares if share > 0}, {share for share in shares if share <= 0}
    if len(right) > 1:
        return (Loss(gettext("The right options earn different shares there; here each earns the same.")),)
    if wrong - {-share for share in right}:
        return (Loss(gettext("A wrong option costs more or less there; here it takes away one right option.")),)
    return ()
