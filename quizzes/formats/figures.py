"""Numbers of files: exact, and bounded."""

import re
from fractions import Fraction

# What a fraction is made of fills the memory where the exponent may be anything.
WRITTEN = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?", re.ASCII)
# No bank keeps more, and nobody writes it.
LARGEST = 10**15


def number_of(text):
    """The number that a text such as "12.5" or "1e3" means. Raises ValueError for none, and for one too large."""
    text = text.strip()
    if not WRITTEN.fullmatch(text) or abs(number := Fraction(text)) > LARGEST:
        raise ValueError(f"Not a number, or too large: {text[:60]}")
    return number
