"""Aiken: a line of question, a line for each option, and the letter of the right one. Nothing else."""

import re
from fractions import Fraction
from string import ascii_uppercase

from django.utils.html import escape
from django.utils.translation import gettext as _

from . import cleaning, decoding
from .neutral import Answer, Broken, Choices, Loss, Neutral
from .reading import MOST_QUESTIONS, BadFile
from .texts import Texts
from .writing import Rendered, picture_loss, refused

OPTION = re.compile(r"([A-Z])[.)][ \t]*(.*)")
RIGHT = re.compile(r"ANSWER:[ \t]*([A-Z]?)", re.IGNORECASE)


def read(content, files=None):
    """Every question of an Aiken file (its bytes), as `Neutral`. What is not whole is `Broken`, with its line.

    Raises BadFile for what is no text, or too much of it.
    """
    text, losses = decoding.text_of(content)
    questions = []
    for first, stem, options, right in _blocks(text):
        if len(questions) == MOST_QUESTIONS:
            raise BadFile(_("The file holds more than %(count)s questions. Divide it.") % {"count": MOST_QUESTIONS})
        texts = Texts()
        texts.add(losses)
        html, _pictures = texts.stem("\n".join(stem), "plain")
        place = _("line %(line)s") % {"line": first}
        questions.append(Neutral(_body(stem, options, right), html, losses=tuple(texts.losses), place=place))
    return questions


def _blocks(text):
    """(the line it begins on, lines of the question, {letter: option}, the right letter or None) of each question."""
    first, stem, options = 0, [], {}
    for number, line in enumerate(map(str.strip, text.split("\n")), start=1):
        option, right = OPTION.match(line), RIGHT.match(line)
        # Words after options, where no answer was named: that question is over.
        if line and options and not option and not right:
            yield first, stem, options, None
            first, stem, options = 0, [], {}
        first = first or (number if line else 0)
        if right:
            yield first, stem, options, right[1].upper()
            first, stem, options = 0, [], {}
        elif option and stem:
            options[option[1]] = option[2].strip()
        elif line:
            stem.append(line)
    if stem or options:
        yield first, stem, options, None


def _body(stem, options, right):
    if not stem:
        return Broken(_("It has no words before its options."))
    if len(options) < 2:
        return Broken(_("It has fewer than two options, such as a line “A. Yes”."))
    if right not in options:
        return Broken(_("It has no line “ANSWER:” with the letter of one of its options."))
    return Choices(tuple(Answer(words, Fraction(int(letter == right))) for letter, words in options.items()))


def write(question):
    """One `Neutral` in Aiken, as `Rendered`: words, options and the right one; nothing else has a place there."""
    body, stem = question.body, cleaning.plain(question.stem, "html")[0]
    if not (isinstance(body, Choices) and body.takes_one):
        return refused(_("Aiken has questions with one right option only."))
    right = [letter for letter, option in zip(ascii_uppercase, body.options, strict=False) if option.share == 1]
    lines = [*stem.split("\n"), *(option.text for option in body.options)]
    if len(right) != 1 or len(body.options) < 2 or not stem:
        return refused(_("It is not finished: it has no words, or not one right option among several."))
    if any("\n" in option.text for option in body.options) or any(map(_means_something, lines)):
        return refused(_("A line of it looks like an option or like “ANSWER:”, which Aiken cannot tell apart."))
    options = [f"{letter}. {option.text}" for letter, option in zip(ascii_uppercase, body.options, strict=False)]
    text = "\n".join([stem, *options, f"ANSWER: {right[0]}"])
    return Rendered(text, tuple(_left_out(question)))


def wrap(texts):
    """A whole file."""
    return "\n\n".join(texts) + "\n"


def _means_something(line):
    return bool(OPTION.match(line) or RIGHT.match(line))


def _left_out(question):
    if question.feedback or any(option.feedback for option in question.body.options):
        yield Loss(_("Aiken has no feedback."))
    yield from picture_loss(question, "Aiken")
    if question.name or question.tags:
        yield Loss(_("Aiken has no short name, and nowhere to say must pass, difficulty or outcome."))
    if cleaning.stem(f"<p>{escape(cleaning.plain(question.stem, 'html')[0])}</p>", "html")[0] != question.stem:
        yield Loss(_("Aiken has no bold or italic words and no lists."))
