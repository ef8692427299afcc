"""The formats that can be read and written, and how to tell them apart."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from . import aiken, archive
from .gift import reading as gift_reading
from .gift import writing as gift_writing
from .moodle_xml import reading as moodle_xml_reading
from .moodle_xml import writing as moodle_xml_writing

# The line that ends a question of Aiken's. In GIFT it would be a line of its own among the answers.
AIKEN = re.compile(rb"^ANSWER:[ \t]*[A-Z][ \t]*$", re.MULTILINE)


class Format(NamedTuple):
    """One format.

    `read` takes the bytes of a file and returns a list of `Neutral`; `write` takes a `Neutral` and returns a
    `Rendered`, and `wrap` makes a whole file of such texts.
    """

    label: str
    read: Callable
    write: Callable
    wrap: Callable
    extension: str
    content_type: str


FORMATS = {
    "gift": Format(_("GIFT"), gift_reading.read, gift_writing.write, gift_writing.wrap, "txt", "text/plain"),
    "moodle-xml": Format(
        _("Moodle XML"),
        moodle_xml_reading.read,
        moodle_xml_writing.write,
        moodle_xml_writing.wrap,
        "xml",
        "application/xml",
    ),
    "aiken": Format(_("Aiken"), aiken.read, aiken.write, aiken.wrap, "txt", "text/plain"),
}


def read(content, name=""):
    """(every question of what was uploaded, the name of its format). Without a name, the file tells its format.

    Raises BadFile.
    """
    text, files = archive.opened(content)
    name = name or guessed(text)
    return FORMATS[name].read(text, files), name


def guessed(content):
    """The name of the format that a file (its bytes) seems to be in."""
    if b"<quiz" in content[:4096] or content.lstrip(b"\xef\xbb\xbf \r\n\t")[:5] == b"<?xml":
        return "moodle-xml"
    return "aiken" if AIKEN.search(content.replace(b"\r", b"\n")) else "gift"
