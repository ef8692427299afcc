"""Accepted numbers and words as other systems have them. Holds no question type."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from ..formats.neutral import Loss, Number
from .measuring import FIGURES, AcceptedNumber
from .wording import LONGEST, PlainAcceptedAnswer

SMALLEST = Decimal(1).scaleb(-FIGURES["decimal_places"])


def accepted_from(number):
    """An accepted number from a neutral one, as near as it can be kept."""
    return AcceptedNumber(
        number=_decimal(number.value),
        tolerance=_decimal(number.tolerance),
        share=_per_cent(number.share),
        feedback=number.feedback,
    )


def given_from(accepted):
    """A neutral number from an accepted one."""
    tolerance = Fraction(accepted.tolerance)
    if accepted.is_percent:
        tolerance *= abs(Fraction(accepted.number)) / 100
    return Number(Fraction(accepted.number), tolerance, Fraction(accepted.share, 100), accepted.feedback)


def lost_from(body):
    """What of neutral numbers cannot be kept."""
    losses = []
    if body.feedback_other:
        losses.append(Loss(_("Feedback for every other number is left out.")))
    if any(Fraction(_decimal(value)) != value for one in body.answers for value in (one.value, one.tolerance)):
        losses.append(Loss(_("A number is rounded to six decimals.")))
    return (*losses, *_lost_shares(body))


def lost_to(accepted, units):
    """What of accepted numbers and units no other system has."""
    losses = []
    if any(one.is_percent and one.tolerance for one in accepted):
        losses.append(Loss(_("A tolerance per cent is written as a number.")))
    if len(units) > 1:
        losses.append(Loss(_("Only the unit of the accepted numbers is kept.")))
    return tuple(losses)


def patterns_from(body):
    """Accepted words from neutral ones. What is longer than anybody writes is left out."""
    return [
        PlainAcceptedAnswer(pattern=_pattern(one.text), share=_per_cent(one.share), feedback=one.feedback)
        for one in body.answers
        if len(_pattern(one.text)) <= LONGEST
    ]


def lost_from_written(body):
    """What of neutral words cannot be kept."""
    losses = []
    if any(len(_pattern(one.text)) > LONGEST for one in body.answers):
        losses.append(Loss(_("An answer of more than 200 characters is left out.")))
    if any("\\*" in one.text for one in body.answers):
        losses.append(Loss(_("A star that meant itself stands for any words here.")))
    return (*losses, *_lost_shares(body))


def _pattern(text):
    return text.replace("\\*", "*")


def _per_cent(share):
    return min(max(round(share * 100), 0), 100)


def _lost_shares(body):
    if all(one.share * 100 in range(101) for one in body.answers):
        return ()
    return (Loss(_("A share of the mark is rounded to a whole per cent, and at least to nothing.")),)


def _decimal(number):
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(f"{exact.quantize(SMALLEST):f}".rstrip("0").rstrip("."))
