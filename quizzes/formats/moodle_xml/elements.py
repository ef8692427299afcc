"""What elements of Moodle XML say: texts with their formats, numbers and switches."""

from fractions import Fraction
from xml.etree.ElementTree import tostring

from ..shares import share_of
from ..texts import Texts

FORMATS = {"html": "html", "moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown"}


class XmlTexts(Texts):
    """Texts of one question. One that names no format has that of the question."""

    def __init__(self, question):
        super().__init__()
        self.format = self.format_of(question.find("questiontext"))

    def format_of(self, element, default="html"):
        """The name of an element's format."""
        return FORMATS.get((element.get("format") or "").strip(), default) if element is not None else default

    def words(self, element):
        """The plain words of an element such as feedback; nothing for None."""
        return self.plain(text_in(element), self.format_of(element, self.format))

    def words_in_line(self, element):
        """The same on one line."""
        return self.line(text_in(element), self.format_of(element, self.format))


def text_in(element):
    """The text of an element that holds a `<text>`, or nothing."""
    text = element.find("text") if element is not None else None
    if text is None:
        return ""
    # Some programs write HTML as elements, not as text.
    inner = "".join(tostring(child, encoding="unicode") for child in text)
    return ((text.text or "") + inner).strip()


def value_of(parent, name, default=""):
    """The words right inside a child element, which some files wrap in a `<text>`."""
    element = parent.find(name)
    if element is None:
        return default
    return (element.text or "").strip() or text_in(element) or default


def is_on(parent, name, *, default):
    """Whether a switch such as `<single>` is on."""
    return value_of(parent, name, "true" if default else "false") not in {"false", "0", ""}


def share_in(element):
    """The share of the mark in `fraction`, which may be left out."""
    try:
        return share_of(element.get("fraction") or "0")
    except ValueError:
        return Fraction(0)
