"""Bytes of a file into text: marks of byte order, Windows' own letters and old ends of lines."""

import codecs

from django.utils.translation import gettext as _

from .neutral import Loss
from .reading import BadFile

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def text_of(content):
    """The text, with every line ending in one line feed, and what to tell of it.

    Raises BadFile for what is no text.
    """
    text, losses = _decoded(content)
    if "\0" in text:
        raise BadFile(_("This is not a text file."))
    return text.replace("\r\n", "\n").replace("\r", "\n"), losses


def _decoded(content):
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError as problem:
        if encoding != "utf-8":
            raise BadFile(_("This is not a text file.")) from problem
        line = content.count(b"\n", 0, problem.start) + 1
        return content.decode("cp1252", errors="replace"), (_not_utf8(line),)


def _not_utf8(line):
    return Loss(
        _("The file is not in UTF-8 (see line %(line)s) and was read as Windows-1252. Look at its accents.")
        % {"line": line}
    )
