"""The zones of a picture: where something is to be found, and where it only seems so. Holds no type itself."""

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks
from wagtail.fields import StreamField

from .choosing import OptionSnapshot
from .streams import as_stream, block_key

SIDES = ("x", "y", "width", "height")


class ZoneBlock(blocks.StructBlock):
    """A rectangle on the picture. Its block id is the key that answers refer to."""

    text = blocks.CharBlock(
        label=_("What is there"),
        max_length=200,
        help_text=_("Learners choose by these words, so say what is seen and not whether it matters."),
    )
    x = blocks.IntegerBlock(label=_("From the left"), min_value=0, help_text=_("In the picture's own pixels."))
    y = blocks.IntegerBlock(label=_("From the top"), min_value=0)
    width = blocks.IntegerBlock(label=_("Width"), min_value=1)
    height = blocks.IntegerBlock(label=_("Height"), min_value=1)
    is_correct = blocks.BooleanBlock(
        label=_("To be found"), required=False, help_text=_("Otherwise choosing it is a false alarm.")
    )
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, help_text=_("Why it matters, or why not."))

    class Meta:
        icon = "crosshairs"
        label = _("Zone")
        form_classname = "struct-block zone-block"


def zones_field():
    """The zones of a question, in a stream that begins with two empty ones."""
    # Every field is named: the editor shows a missing one as "undefined".
    empty = ("zone", {"text": "", **dict.fromkeys(SIDES), "is_correct": False, "feedback": ""})
    zones = [("zone", ZoneBlock())]
    return StreamField(zones, min_num=2, max_num=20, default=[empty, empty], verbose_name=_("zones"))


class ZoneSnapshot(OptionSnapshot):
    """One zone as it was shown, in the picture's own pixels."""

    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other):
        """Whether a tap could mean either."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def snapshot_zones(stream, height):
    """The zones of a stream as plain data, as one reads the picture: from the top, each row from the left.

    The author's order would tell which are to be found.
    """
    zones = [
        ZoneSnapshot(
            key=block_key(block, number),
            text=block.value["text"] or "",
            is_correct=bool(block.value["is_correct"]),
            feedback=block.value["feedback"] or "",
            **{side: block.value[side] or 0 for side in SIDES},
        )
        for number, block in enumerate(stream)
    ]
    row = max(height // 3, 1)
    return sorted(zones, key=lambda zone: ((zone.y + zone.height // 2) // row, zone.x))


class PlainZone(BaseModel):
    """One zone in a file."""

    model_config = ConfigDict(extra="forbid")

    text: str
    x: int = Field(ge=0)
    y: int = Field(ge=0)
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    correct: bool = False
    feedback: str = ""


def plain_zones(stream):
    """The zones of a stream as they stand in a file. The inverse of `stream_zones`."""
    return [
        PlainZone(
            text=block.value["text"],
            correct=block.value["is_correct"],
            feedback=block.value["feedback"],
            **{side: block.value[side] for side in SIDES},
        )
        for block in stream
    ]


def stream_zones(plain):
    """The zones of a file as stream data. They keep their keys from load to load."""
    values = [{"is_correct": zone.correct, **zone.model_dump(exclude={"correct"})} for zone in plain.zones]
    return as_stream(plain.uid, "zone", values)
