"""Shares of a mark, which files write as percentages that were rounded."""

from fractions import Fraction

from .figures import number_of

# How far a written percentage may be from the share that was meant: 33.33333 is a third.
NEAR = Fraction(1, 10_000)


def share_of(percentage):
    """The share that a percentage such as "33.33333" means. Raises ValueError."""
    exact = number_of(percentage.replace(",", ".")) / 100
    simple = exact.limit_denominator(20)
    return simple if abs(simple - exact) < NEAR else exact


def percentage_of(share):
    """A share as files write it: "50", "33.33333"."""
    return f"{float(share * 100):.5f}".rstrip("0").rstrip(".")
