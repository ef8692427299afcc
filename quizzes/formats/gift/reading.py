"""Reads GIFT, the plain-text format of Moodle's question banks."""

from django.utils.translation import gettext as _

from .. import decoding
from ..neutral import Broken, Description, Neutral
from ..pictures import found
from ..reading import MOST_QUESTIONS, BadFile
from .answers import GiftTexts, body_of, formatted
from .escaping import shown
from .splitting import blocks_of

GAP = "_____"


def read(content, files=None):
    """Every question of a GIFT file (its bytes), as `Neutral`. What cannot be read is `Broken`, with its line.

    `files` gives the bytes of pictures by name.

    Raises BadFile for what is no text, or too much of it.
    """
    text, losses = decoding.text_of(content)
    files = files or {}
    questions = []
    for block in blocks_of(text):
        if len(questions) == MOST_QUESTIONS:
            raise BadFile(_("The file holds more than %(count)s questions. Divide it.") % {"count": MOST_QUESTIONS})
        questions.append(_question(block, losses, files))
    return questions


def _question(block, losses, files):
    words, format = formatted(_stem(block), "moodle")
    texts = GiftTexts(format)
    texts.add(losses)
    stem, pictures = texts.stem(words, format)
    answers, mark, feedback = (block.answers or "").rpartition("####")
    body = _body(block, (answers if mark else feedback).strip(), texts)
    if "}" in block.after or "{" in block.after:
        texts.lose(_("There are braces after the answers, which were read as words: perhaps they want a backslash."))
    pictures, lost = found(pictures, files)
    texts.add(lost)
    return Neutral(
        body=body,
        stem=stem,
        name=block.name,
        identifier=block.identifier,
        feedback=texts.words(feedback) if mark else "",
        tags=block.tags,
        place=_("line %(line)s") % {"line": block.line},
        category=block.category,
        pictures=pictures,
        losses=tuple(texts.losses),
    )


def _stem(block):
    """The words of the question. Words after the answers make them a missing word."""
    if block.answers is None or not block.after.strip():
        return block.before
    return f"{block.before}{'' if block.after.endswith('}') else GAP}{block.after}"


def _body(block, answers, texts):
    if block.problem:
        return Broken(_("A brace is missing: { opens the answers, and } closes them."))
    if block.answers is None:
        return Description()
    if not shown(_stem(block)).strip():
        texts.lose(_("It has no words before its answers."))
    return body_of(answers, texts)
