"""What a trainer may upload: pictures that only draw, and files that are what their names say."""

from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Drawing needs none of these, and each can run or fetch something when the file is opened by itself.
ACTIVE_ELEMENTS = {
    "animate",
    "animatemotion",
    "animatetransform",
    "audio",
    "embed",
    "foreignobject",
    "handler",
    "iframe",
    "link",
    "listener",
    "object",
    "script",
    "set",
    "video",
}
HARMLESS_LINKS = ("#", "data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".pptx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
}


def refuse_active_svg(uploaded):
    """Raise ValidationError, with the reason, unless the SVG draws and does nothing else. Rewinds the file."""
    uploaded.seek(0)
    content = uploaded.read()
    uploaded.seek(0)
    if b"<?xml-stylesheet" in content:
        _refuse_svg("xml-stylesheet")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValidationError(
            _("This drawing cannot be read. Save it as a plain SVG, without a document type, and try again."),
            code="unreadable_svg",
        ) from error
    for element in root.iter():
        _check_element(element)


def _check_element(element):
    name = _local(element.tag)
    if name in ACTIVE_ELEMENTS:
        _refuse_svg(name)
    if name == "style" and _fetches(element.text or ""):
        _refuse_svg("style")
    for attribute, value in element.attrib.items():
        _check_attribute(_local(attribute), value.strip().lower())


def _check_attribute(name, value):
    links_out = name in {"href", "src"} and not value.startswith(HARMLESS_LINKS)
    if name.startswith("on") or links_out or _fetches(value):
        _refuse_svg(name)


def _fetches(style):
    compact = "".join(style.lower().split())
    outward = compact.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return "url(" in outward or "@import" in outward or "javascript:" in outward or "\\" in outward


def _refuse_svg(what):
    raise ValidationError(
        _("This drawing holds something other than a drawing (%(what)s), which could harm readers. Remove it."),
        params={"what": what},
        code="active_svg",
    )


def _local(tag):
    return str(tag).rpartition("}")[2].lower()


def refuse_disguised_document(uploaded):
    """Raise ValidationError unless the file begins as files of its type do. Rewinds the file."""
    extension = PurePath(uploaded.name).suffix.lower()
    uploaded.seek(0)
    beginning = uploaded.read(4096)
    uploaded.seek(0)
    is_text = extension == ".txt" and b"\x00" not in beginning
    expected = BEGINNINGS.get(extension)
    if is_text or (expected and beginning.startswith(expected)):
        return
    raise ValidationError(
        _("This file is not what its name says (%(extension)s). Save it again in that format, or choose another."),
        params={"extension": extension or "?"},
        code="disguised",
    )
