"""The formats that can be read and written, and how to tell them apart."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .gift import reading as gift_reading


class Format(NamedTuple):
    """One format. `read` takes the bytes of a file and returns a list of `Neutral`."""

    label: str
    read: Callable
    extension: str
    content_type: str


FORMATS = {
    "gift": Format(_("GIFT"), gift_reading.read, "txt", "text/plain"),
}


def guessed(content):
    """The name of the format that a file (its bytes) seems to be in."""
    return "gift"
