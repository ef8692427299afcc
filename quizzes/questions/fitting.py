"""Whether what somebody wrote fits an accepted answer. Holds no question type.

Nothing here takes long, however odd the text: `fnmatch` does not go back over what it has matched, and one slip of
the keyboard is found by comparing both ends of two words.
"""

import unicodedata
from fnmatch import fnmatchcase
from itertools import takewhile
from typing import NamedTuple

# In a shorter word one letter makes another word.
SHORTEST_WITH_SLIP = 5


class Leniency(NamedTuple):
    """What makes no difference."""

    case: bool = True
    accents: bool = True
    slips: bool = False


def fits(written, pattern, leniency):
    """Whether the words fit a pattern, in which `*` stands for any words or none."""
    written, pattern = _plain(written, leniency), _plain(pattern, leniency)
    if _matches(written, pattern):
        return True
    if not leniency.slips:
        return False
    meant = pattern.replace("*", " ").split()
    return _matches(" ".join(_mended(word, meant) for word in written.split()), pattern)


def _plain(text, leniency):
    text = " ".join(unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    if leniency.accents:
        text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return (text.casefold() if leniency.case else text).rstrip(" .!")


def _matches(text, pattern):
    # Only the star is special to whoever writes a pattern.
    return fnmatchcase(text, pattern.replace("[", "[[]").replace("?", "[?]"))


def _mended(word, meant):
    """The word that was meant, where this one is a slip of it."""
    return next((one for one in meant if is_slip(word, one)), word)


def is_slip(word, meant):
    """Whether one letter is missing, too many, another, or changed places with the next: in longer words alone."""
    if min(len(word), len(meant)) < SHORTEST_WITH_SLIP - 1 or len(meant) < SHORTEST_WITH_SLIP:
        return False
    start = _same(word, meant)
    end = _same(reversed(word[start:]), reversed(meant[start:]))
    odd, right = word[start : len(word) - end], meant[start : len(meant) - end]
    return max(len(odd), len(right)) == 1 or (len(odd) == 2 and odd == right[::-1])


def _same(one, other):
    """How many letters two words begin with alike."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
