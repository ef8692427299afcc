"""Shares of a mark, which files write as percentages that were rounded."""

from fractions import Fraction

# How far a written percentage may be from the share that was meant: 33.33333 is a third.
NEAR = Fraction(1, 10_000)


def share_of(percentage):
    """The share that a percentage such as "33.33333" means. Raises ValueError."""
    try:
        exact = Fraction(percentage.strip().replace(",", ".").lstrip("+")) / 100
    except ZeroDivisionError as problem:
        raise ValueError(percentage) from problem
    simple = exact.limit_denominator(20)
    return simple if abs(simple - exact) < NEAR else exact


def percentage_of(share):
    """A share as files write it: "50", "33.33333"."""
    return f"{float(share * 100):.5f}".rstrip("0").rstrip(".")
