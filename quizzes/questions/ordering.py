"""Steps to put in order."""

from typing import ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Given, Order, Taken
from .base import Question
from .placing import Choice, PlacingSnapshot, Slot, losses_of, part_marks_field, repeated
from .plain import PlainQuestion
from .streams import as_stream, block_key


class StepBlock(blocks.StructBlock):
    """One step. Its block id is the key that answers refer to."""

    text = blocks.CharBlock(label=_("Step"), max_length=300)
    feedback = blocks.TextBlock(
        label=_("Feedback"), required=False, help_text=_("Shown with the result: why this step comes here.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class OrderingSnapshot(PlacingSnapshot):
    """Steps as they were asked for. Each step is a slot, and each place ("1", "2") a choice.

    A step is right in its exact place, as under "absolute position" in Moodle's ordering questions, and only if no
    other step has the same place: else one place for all of them would earn a share.
    """

    has_shuffled_choices: ClassVar[bool] = False
    blank: ClassVar[str | None] = _("Choose a place")

    type: Literal["ordering"] = "ordering"

    def is_right(self, slot, placed):
        """Whether a step has its exact place, alone."""
        return super().is_right(slot, placed) and not self._is_shared(slot, placed)

    def feedback_on(self, slot, placed):
        """The author's feedback, after a word on places that were given twice."""
        if not self._is_shared(slot, placed):
            return slot.feedback
        return f"{gettext('You gave more than one step this place.')} {slot.feedback}".rstrip()

    def _is_shared(self, slot, placed):
        return list(placed.values()).count(placed.get(slot.key)) > 1


class PlainStep(BaseModel):
    """One step in a file."""

    model_config = ConfigDict(extra="forbid")

    text: str
    feedback: str = ""


class PlainOrdering(PlainQuestion):
    """Steps in their right order, in a file."""

    type: Literal["ordering"]
    steps: list[PlainStep]
    part_marks: bool = False


class Ordering(Question):
    """Steps that have a right order."""

    Snapshot = OrderingSnapshot
    Plain = PlainOrdering

    steps = StreamField(
        [("step", StepBlock())],
        min_num=2,
        max_num=10,
        default=[("step", {"text": "", "feedback": ""})] * 2,
        verbose_name=_("steps"),
        help_text=_("In their right order. Learners see them shuffled, and give each one its place."),
    )
    has_part_marks = part_marks_field()

    panels = [*Question.stem_panels, FieldPanel("steps"), FieldPanel("has_part_marks"), *Question.about_panels]

    class Meta:
        verbose_name = _("ordering question")
        verbose_name_plural = _("ordering questions")

    def problems(self):
        """It needs two steps or more, no two of them the same."""
        texts = [step.text for step in self._plain_steps()]
        if len(texts) < 2:
            return {"steps": gettext("Write at least two steps.")}
        twice = repeated(texts)
        if twice is not None:
            return {"steps": gettext("Two steps have the same words: “%(words)s”.") % {"words": twice}}
        return {}

    def snapshot(self):
        """This question as plain data."""
        steps = self._plain_steps()
        return OrderingSnapshot(
            **self.common(),
            slots=[
                Slot(key=block_key(block, place), text=step.text, right=str(place), feedback=step.feedback)
                for place, (block, step) in enumerate(zip(self.steps, steps, strict=True), start=1)
            ],
            choices=[
                Choice(key=str(place), text=gettext("Place %(number)s") % {"number": place})
                for place in range(1, len(steps) + 1)
            ],
            has_part_marks=self.has_part_marks,
        )

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.steps = as_stream(plain.uid, "step", plain.steps)
        self.has_part_marks = plain.part_marks

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {"steps": self._plain_steps(), "part_marks": self.has_part_marks}

    def _plain_steps(self):
        return [
            PlainStep(text=block.value["text"] or "", feedback=block.value["feedback"] or "") for block in self.steps
        ]

    @classmethod
    def from_neutral(cls, body):
        """Things to put into order."""
        if not isinstance(body, Order):
            return None
        return Taken({"steps": [PlainStep(text=item) for item in body.items], "part_marks": not body.is_all_or_nothing})

    def to_neutral(self):
        """Things to put into order."""
        items = tuple(step.text for step in self._plain_steps())
        return Given(Order(items, is_all_or_nothing=not self.has_part_marks), losses_of(self.steps))
