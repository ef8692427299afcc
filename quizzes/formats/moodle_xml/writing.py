"""Writes Moodle XML."""

from base64 import b64encode
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.html import escape, strip_tags
from django.utils.text import Truncator

from ..neutral import Choices, Gaps, Numbers, Order, Pairs, Prose, Statement, Written
from ..pictures import BESIDE
from ..shares import percentage_of
from ..writing import Rendered, decimal, part_marks_loss, refused_kind
from .gaps import write_gaps

KINDS = {
    Choices: "multichoice",
    Gaps: "gapselect",
    Numbers: "numerical",
    Order: "ordering",
    Pairs: "matching",
    Prose: "essay",
    Statement: "truefalse",
    Written: "shortanswer",
}


def write(question):
    """One `Neutral` in Moodle XML, as `Rendered`."""
    kind = KINDS.get(type(question.body))
    if kind is None:
        return refused_kind("Moodle XML")
    element = Element("question", type=kind)
    _text(element, "name", _printable(question.name) or _first_words(question))
    words = _text(element, "questiontext", question.stem + _picture_in(question), format="html")
    for picture in question.pictures:
        file = SubElement(words, "file", name=picture.name, path="/", encoding="base64")
        file.text = b64encode(picture.content).decode()
    _text(element, "generalfeedback", question.feedback, format="plain_text")
    SubElement(element, "defaultgrade").text = "1"
    if question.identifier:
        SubElement(element, "idnumber").text = question.identifier
    WRITERS[type(question.body)](element, question.body)
    if question.tags:
        tags = SubElement(element, "tags")
        for tag in question.tags:
            _text(tags, "tag", tag)
    indent(element)
    return Rendered(tostring(element, encoding="unicode"), part_marks_loss(question.body))


def wrap(texts):
    """A whole file."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *texts, "</quiz>", ""])


def _picture_in(question):
    return "".join(
        f'<p><img src="{BESIDE}/{quote(picture.name)}" alt="{escape(picture.alt)}"></p>'
        for picture in question.pictures
    )


def _first_words(question):
    return Truncator(" ".join(strip_tags(question.stem).split())).words(8) or "?"


def _printable(text):
    """A text without what XML has no letters for."""
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable() or ord(letter) > 0x9F)


def _text(parent, name, text, **attributes):
    """A child that holds its words in a `<text>`, as nearly everything in this format does."""
    element = SubElement(parent, name, attributes)
    SubElement(element, "text").text = _printable(text)
    return element


def _answer(parent, answer, **attributes):
    element = _text(parent, "answer", answer.text, fraction=percentage_of(answer.share), **attributes)
    _text(element, "feedback", answer.feedback, format="plain_text")
    return element


def _choices(element, body):
    SubElement(element, "single").text = "true" if body.takes_one else "false"
    SubElement(element, "shuffleanswers").text = "true"
    SubElement(element, "answernumbering").text = "none"
    for option in body.options:
        _answer(element, option, format="plain_text")


def _statement(element, body):
    for word, is_right, feedback in (
        ("true", body.is_true, body.feedback_true),
        ("false", not body.is_true, body.feedback_false),
    ):
        answer = _text(element, "answer", word, fraction="100" if is_right else "0", format="moodle_auto_format")
        _text(answer, "feedback", feedback, format="plain_text")


def _written(element, body):
    SubElement(element, "usecase").text = str(int(body.is_case_sensitive))
    for answer in body.answers:
        _answer(element, answer, format="moodle_auto_format")


def _numbers(element, body):
    for number in body.answers:
        answer = _text(element, "answer", decimal(number.value), fraction=percentage_of(number.share))
        _text(answer, "feedback", number.feedback, format="plain_text")
        SubElement(answer, "tolerance").text = decimal(number.tolerance)
    if body.feedback_other:
        other = _text(element, "answer", "*", fraction="0")
        _text(other, "feedback", body.feedback_other, format="plain_text")
    if body.unit:
        unit = SubElement(SubElement(element, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = _printable(body.unit)


def _pairs(element, body):
    SubElement(element, "shuffleanswers").text = "true"
    for left, right in [*body.pairs, *(("", extra) for extra in body.extras)]:
        _text(_text(element, "subquestion", left, format="plain_text"), "answer", right)


def _prose(element, body):
    SubElement(element, "responseformat").text = "plain"
    _text(element, "graderinfo", body.guidance, format="plain_text")


def _order(element, body):
    SubElement(element, "selecttype").text = "0"
    for place, item in enumerate(body.items, start=1):
        _text(element, "answer", item, fraction=str(place), format="plain_text")


WRITERS = {
    Choices: _choices,
    Gaps: write_gaps,
    Numbers: _numbers,
    Order: _order,
    Pairs: _pairs,
    Prose: _prose,
    Statement: _statement,
    Written: _written,
}
