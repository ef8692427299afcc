"""Accepted answers in words: in the editor, in a snapshot and in a file. Holds no question type."""

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks

from .streams import block_key

LONGEST = 200


class AcceptedAnswerBlock(blocks.StructBlock):
    """Words that earn something, or a mistake with feedback of its own. Its block id is the key in answers."""

    pattern = blocks.CharBlock(
        label=_("Words"), max_length=LONGEST, help_text=_("* stands for any words or none: *leave* money*")
    )
    share = blocks.IntegerBlock(
        label=_("Share of the mark (%)"),
        min_value=0,
        max_value=100,
        default=100,
        help_text=_("0 for a common mistake that deserves feedback."),
    )
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, help_text=_("Shown to whoever writes it."))

    class Meta:
        icon = "tick"
        label = _("Accepted answer")


class PlainAcceptedAnswer(BaseModel):
    """An accepted answer in a file."""

    model_config = ConfigDict(extra="forbid")

    pattern: str = Field(max_length=LONGEST)
    share: int = Field(100, ge=0, le=100)
    feedback: str = ""


class AcceptedAnswer(PlainAcceptedAnswer):
    """An accepted answer as it was when asked."""

    key: str

    @property
    def words(self):
        """The pattern for people."""
        return " ".join(self.pattern.replace("*", " … ").split())


def accepted_answers(stream):
    """The accepted answers of a stream as plain data."""
    return [
        AcceptedAnswer(
            key=block_key(block, place),
            pattern=block.value["pattern"] or "",
            share=100 if block.value["share"] is None else block.value["share"],
            feedback=block.value["feedback"] or "",
        )
        for place, block in enumerate(stream)
    ]
