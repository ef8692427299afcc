"""Accepted numbers and units as other systems have them. Holds no question type."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from ..formats.neutral import Loss, Number
from .measuring import FIGURES, AcceptedNumber

SMALLEST = Decimal(1).scaleb(-FIGURES["decimal_places"])


def accepted_from(number):
    """An accepted number from a neutral one, as near as it can be kept."""
    return AcceptedNumber(
        number=_decimal(number.value),
        tolerance=_decimal(number.tolerance),
        share=min(max(round(number.share * 100), 0), 100),
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
    if any(one.share * 100 not in range(101) for one in body.answers):
        losses.append(Loss(_("A share of the mark is rounded to a whole per cent.")))
    return tuple(losses)


def lost_to(accepted, units):
    """What of accepted numbers and units no other system has."""
    losses = []
    if any(one.is_percent and one.tolerance for one in accepted):
        losses.append(Loss(_("A tolerance per cent is written as a number.")))
    if len(units) > 1:
        losses.append(Loss(_("Only the unit of the accepted numbers is kept.")))
    return tuple(losses)


def _decimal(number):
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(f"{exact.quantize(SMALLEST):f}".rstrip("0").rstrip("."))
