"""Accepted numbers and units: in the editor, in a snapshot and in a file. Holds no question type."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks

from .numbers import MOST_DIGITS
from .streams import block_key

FIGURES = {"max_digits": MOST_DIGITS, "decimal_places": 6}


class AcceptedNumberBlock(blocks.StructBlock):
    """A number that earns something, or one so often given that it has feedback of its own."""

    number = blocks.DecimalBlock(label=_("Number"), **FIGURES)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        min_value=0,
        default=Decimal(0),
        help_text=_("How far off an answer may be, up or down."),
        **FIGURES,
    )
    is_percent = blocks.BooleanBlock(label=_("The tolerance is per cent of the number"), required=False)
    share = blocks.IntegerBlock(
        label=_("Share of the mark (%)"),
        min_value=0,
        max_value=100,
        default=100,
        help_text=_("0 for a common mistake that deserves feedback."),
    )
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, help_text=_("Shown to whoever gives it."))

    class Meta:
        icon = "tick"
        label = _("Accepted number")


class UnitBlock(blocks.StructBlock):
    """A unit to choose. Its block id is the key that answers refer to."""

    name = blocks.CharBlock(label=_("Unit"), max_length=30)
    factor = blocks.DecimalBlock(
        label=_("Factor"),
        default=Decimal(1),
        help_text=_("1 for the unit of the accepted numbers. Beside kilograms, 0.001 for grams."),
        max_digits=15,
        decimal_places=9,
    )

    class Meta:
        icon = "list-ul"
        label = _("Unit")


class AcceptedNumber(BaseModel):
    """An accepted number, in the unit whose factor is 1."""

    model_config = ConfigDict(extra="forbid")

    number: Decimal
    tolerance: Decimal = Field(Decimal(0), ge=0)
    is_percent: bool = False
    share: int = Field(100, ge=0, le=100)
    feedback: str = ""

    def fits(self, number):
        """Whether a number is near enough."""
        off = abs(self.number) * self.tolerance / 100 if self.is_percent else self.tolerance
        return abs(number - self.number) <= off


class PlainUnit(BaseModel):
    """A unit in a file."""

    model_config = ConfigDict(extra="forbid")

    name: str
    factor: Decimal = Decimal(1)


class Unit(PlainUnit):
    """A unit as it was offered."""

    key: str


def accepted_numbers(stream):
    """The accepted numbers of a stream as plain data. A draft may have some without a number: they are left out."""
    return [
        AcceptedNumber(
            number=block.value["number"],
            tolerance=block.value["tolerance"] or 0,
            is_percent=bool(block.value["is_percent"]),
            share=100 if block.value["share"] is None else block.value["share"],
            feedback=block.value["feedback"] or "",
        )
        for block in stream
        if block.value["number"] is not None
    ]


def _factor(given):
    # Nothing is a draft; 0 is a mistake, which `Numerical.problems` names.
    return 1 if given is None else given


def units(stream):
    """The units of a stream as plain data."""
    return [
        Unit(key=block_key(block, place), name=block.value["name"] or "", factor=_factor(block.value["factor"]))
        for place, block in enumerate(stream)
    ]
