"""Texts with gaps to choose words for: Moodle's “select missing words”, and its “drag and drop into text”."""

import re
from xml.etree.ElementTree import SubElement

from django.utils.html import escape
from django.utils.translation import gettext as _

from ..neutral import Broken, Gap, Gaps
from .elements import text_in, value_of

GAP = re.compile(r"\[\[(\d+)\]\]")


def gaps(question, texts):
    """The text and its gaps. A gap offers the words of the group that its own belongs to."""
    options = [
        (" ".join(text_in(option).split()), value_of(option, "group", "1"))
        for option in [*question.findall("selectoption"), *question.findall("dragbox")]
    ]
    text = texts.plain(_from_first_gap(text_in(question.find("questiontext"))), texts.format)
    pieces = GAP.split(text)
    wanted = [int(number) for number in pieces[1::2]]
    if not wanted or not all(1 <= number <= len(options) for number in wanted):
        return Broken(_("A gap of it names no word, or it has no gap."))
    made = [_gap(options, number - 1) for number in wanted]
    parts = [part for both in zip(pieces[::2], [*made, ""], strict=True) for part in both if part != ""]
    return Gaps(tuple(parts))


def _gap(options, right):
    group = options[right][1]
    inside = [place for place, option in enumerate(options) if option[1] == group]
    return Gap(tuple(options[place][0] for place in inside), inside.index(right))


def _from_first_gap(text):
    return text[_start(text) :]


def before_the_gaps(text):
    """The paragraphs before the one that has the first gap: what the question is."""
    return text[: _start(text)]


def _start(text):
    """Where the paragraph, or the line, of the first gap begins."""
    found = GAP.search(text)
    return max(text.rfind("<p", 0, found.start()), text.rfind("\n", 0, found.start()), 0) if found else 0


def write_gaps(element, body):
    """The text with its gaps, below the question, and a group of words for each gap."""
    written, number = [], 0
    for part in body.parts:
        if isinstance(part, str):
            written.append(escape(part).replace("\n", "<br>"))
            continue
        written.append(f"[[{number + part.right + 1}]]")
        number += len(part.choices)
    text = element.find("questiontext/text")
    text.text = f"{text.text}<p>{''.join(written)}</p>"
    for group, gap in enumerate((part for part in body.parts if isinstance(part, Gap)), start=1):
        for choice in gap.choices:
            option = SubElement(element, "selectoption")
            SubElement(option, "text").text = choice
            SubElement(option, "group").text = str(group)
