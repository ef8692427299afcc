"""Reads Moodle XML."""

from dataclasses import replace

from django.utils.translation import gettext as _

from ..figures import number_of
from ..neutral import Gaps, Neutral, Unsupported
from ..pictures import decoded, found, name_in
from .bodies import BODIES
from .elements import XmlTexts, text_in, value_of
from .gaps import before_the_gaps
from .parsing import questions_in
from .unsupported import reason_for

OVERALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
# What Moodle writes there by itself says nothing.
STANDARD = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}


def read(content, files=None):
    """Every question of a Moodle XML file (its bytes), as `Neutral`. Categories are none, and said with each.

    `files` gives the bytes of pictures by name, beside those that the file holds itself.

    Raises BadFile for what is no XML, or too much of it.
    """
    found, losses = questions_in(content)
    questions, category = [], ""
    for line, element in found:
        if _kind(element) == "category":
            category = text_in(element.find("category"))
        else:
            questions.append(replace(_question(line, element, losses, files or {}), category=category))
    return questions


def _kind(question):
    return (question.get("type") or "").strip()


def _question(line, question, losses, files):
    kind, texts = _kind(question), XmlTexts(question)
    texts.add(losses)
    make = BODIES.get(kind)
    body = make(question, texts) if make else Unsupported(kind, reason_for(kind))
    words = text_in(question.find("questiontext"))
    if isinstance(body, Gaps):
        words = before_the_gaps(words).strip() or _("Choose the words that belong in the gaps.")
    stem, pictures = texts.stem(words, texts.format)
    feedback = texts.words(question.find("generalfeedback"))
    _note_what_is_left(question, texts)
    pictures, lost = found(pictures, files | _files_of(question))
    texts.add(lost)
    return Neutral(
        body=body,
        stem=stem,
        name=text_in(question.find("name")),
        identifier=value_of(question, "idnumber"),
        feedback=feedback,
        tags=tuple(tag for element in question.findall("tags/tag") if (tag := text_in(element))),
        pictures=pictures,
        losses=tuple(texts.losses),
        place=_("line %(line)s") % {"line": line},
    )


def _is_one(words):
    try:
        return number_of(words) == 1
    except ValueError:
        return False


def _files_of(question):
    """The pictures that a question brings, by name. Old files have one outside of the words."""
    elements = question.findall("questiontext/file")
    return {
        name_in(element.get("name") or ""): content
        for element in elements
        if (content := decoded(element.text or "")) is not None
    }


def _note_what_is_left(question, texts):
    if question.find("hint") is not None:
        texts.lose(_("Hints between tries are left out: here one answers once."))
    if {texts.words(question.find(name)) for name in OVERALL} - STANDARD - {""}:
        texts.lose(_("Feedback on the answer as a whole is left out; feedback on each option is kept."))
    if not _is_one(value_of(question, "defaultgrade", "1")):
        texts.lose(_("Its own number of marks is left out: every question here counts the same."))
