"""A text whose gaps are written as [[1]], [[2]]: taken apart, and held against a list of gaps. Holds no type."""

import re
from collections import Counter
from itertools import zip_longest

from django.utils.translation import gettext

MARKER = re.compile(r"\[\[\s*([0-9]{1,2})\s*\]\]")
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


def pieces_of(line):
    """A line as (words, number of the gap that follows or None)."""
    split = MARKER.split(line)
    return list(zip_longest(split[::2], map(int, split[1::2])))


def numbers_in(text):
    """The gaps of a text by number, as often as they come."""
    return [int(number) for number in MARKER.findall(text)]


def name_of(number, text):
    """What a gap is called where its place is not seen: its number, and the sentence that it is in."""
    for sentence in BETWEEN_SENTENCES.split(text):
        if number in numbers_in(sentence):
            words = MARKER.sub(r"(\1)", sentence.strip())
            return gettext("Gap %(number)s: %(sentence)s") % {"number": number, "sentence": words}
    return gettext("Gap %(number)s") % {"number": number}


def mismatch(text, count):
    """What is wrong with a text that should have gaps 1 to `count`, once each; or None."""
    found = Counter(numbers_in(text))
    for number in found:
        if not 1 <= number <= count:
            return gettext("The text has a gap [[%(number)s]], and the list has not.") % {"number": number}
        if found[number] > 1:
            return gettext("The gap [[%(number)s]] is in the text twice.") % {"number": number}
    for number in range(1, count + 1):
        if number not in found:
            return gettext("Write [[%(number)s]] in the text where this gap belongs.") % {"number": number}
    return None if found else gettext("Write at least one gap.")
