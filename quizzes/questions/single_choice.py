"""One right answer among several."""

from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..formats.neutral import Answer, Choices, Given, Loss, Taken
from .base import Question
from .choosing import (
    ChoiceSnapshot,
    PlainChoice,
    PlainOption,
    losses_of,
    options_field,
    plain_options,
    snapshot_options,
    stream_options,
)
from .snapshots import Mark


class SingleChoiceSnapshot(ChoiceSnapshot):
    """A single choice as it was asked."""

    type: Literal["single_choice"] = "single_choice"

    def mark(self, answer):
        """All or nothing."""
        is_right = self.chosen(answer) == self.right_keys
        return Mark(Fraction(int(is_right)), is_right)


class PlainSingleChoice(PlainChoice):
    """A single choice in a file."""

    type: Literal["single_choice"]


class SingleChoice(Question):
    """A question with one right option."""

    Snapshot = SingleChoiceSnapshot
    Plain = PlainSingleChoice

    options = options_field()

    panels = [*Question.stem_panels, FieldPanel("options"), *Question.about_panels]

    class Meta:
        verbose_name = _("single choice question")
        verbose_name_plural = _("single choice questions")

    def problems(self):
        """It needs exactly one right option."""
        if sum(option.is_correct for option in snapshot_options(self.options)) != 1:
            return {"options": gettext("Mark exactly one option as right.")}
        return {}

    def snapshot(self):
        """This question as plain data."""
        return SingleChoiceSnapshot(**self.common(), options=snapshot_options(self.options))

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.options = stream_options(plain)

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {"options": plain_options(self.options)}

    @classmethod
    def from_neutral(cls, body):
        """Options of which one is chosen. What earns only a part is wrong here."""
        if not (isinstance(body, Choices) and body.takes_one):
            return None
        options = [PlainOption(text=one.text, correct=one.share == 1, feedback=one.feedback) for one in body.options]
        return Taken({"options": options}, _lost(body.options))

    def to_neutral(self):
        """Options of which one is chosen."""
        options = snapshot_options(self.options)
        answers = tuple(Answer(one.text, Fraction(one.is_correct), one.feedback) for one in options)
        return Given(Choices(answers), losses_of(options))


def _lost(options):
    losses = []
    if any(0 < one.share < 1 for one in options):
        losses.append(Loss(gettext("An option that earns a part of the mark there counts as wrong here.")))
    if any(one.share < 0 for one in options):
        losses.append(Loss(gettext("A wrong option costs marks there; here it earns nothing and costs nothing.")))
    return tuple(losses)
