"""What a good answer in words shows: in the editor, in a snapshot and in a file. Holds no question type."""

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks

from .streams import block_key


class CriterionBlock(blocks.StructBlock):
    """One thing that a good answer shows. Its block id is the key that answers and marks refer to."""

    text = blocks.CharBlock(label=_("It shows"), max_length=200)
    points = blocks.IntegerBlock(label=_("Points"), min_value=1, max_value=20, default=1)

    class Meta:
        icon = "tick"
        label = _("Criterion")


class PlainCriterion(BaseModel):
    """One criterion in a file."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=200)
    points: int = Field(1, ge=1, le=20)


class Criterion(PlainCriterion):
    """One criterion as it was when asked."""

    key: str


def criteria_of(stream):
    """The criteria of a stream as plain data."""
    return [
        Criterion(
            key=block_key(block, place),
            text=block.value["text"] or "",
            points=block.value["points"] or 1,
        )
        for place, block in enumerate(stream)
    ]
