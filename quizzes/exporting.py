"""Questions of the bank into a file of another system: first what that leaves out, then the file."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from .formats.neutral import Loss, Neutral, Picture
from .formats.writing import Rendered
from .labelling import tags_of
from .models import Question


@dataclass
class Step:
    """One question, its text in the file (None: it is not in it), and what is left out, in words."""

    question: Question
    text: str | None
    notes: list


def plan(questions, format):
    """What becomes of each of these questions in a `Format`. Reads only; ask for `lesson` with the questions."""
    return [_step(question, format) for question in questions]


def file_of(steps, format):
    """The bytes of the file."""
    return format.wrap([step.text for step in steps if step.text is not None]).encode()


def neutral_of(question):
    """A question as `Neutral`; None where its type is known to no other system."""
    given = question.to_neutral()
    if given is None:
        return None
    pictures, lost = _pictures(question)
    return Neutral(
        body=given.body,
        stem=question.stem,
        name=question.code,
        identifier=str(question.key),
        feedback=question.feedback,
        tags=tags_of(question, given.body),
        pictures=pictures,
        losses=(*given.losses, *lost, *_left_here(question)),
    )


def _step(question, format):
    neutral = neutral_of(question)
    if neutral is None:
        return Step(question, None, [_("No other system has this type of question.")])
    rendered: Rendered = format.write(neutral)
    # What is not in the file at all loses nothing else.
    losses = (*neutral.losses, *rendered.losses) if rendered.text is not None else rendered.losses
    return Step(question, rendered.text, [str(loss) for loss in losses])


def _pictures(question):
    """((the picture of a question,) or (), losses): it is read from where it is kept, and may be gone."""
    if question.stem_picture is None:
        return (), ()
    try:
        with question.stem_picture.open_file() as file:
            return (Picture(PurePath(file.name).name, file.read(), question.stem_picture_alt),), ()
    except SourceImageIOError:
        return (), (Loss(_("Its picture is left out: it cannot be read.")),)


def _left_here(question):
    if question.lesson_id:
        yield Loss(_("The lesson to go back to is left out."))
    if question.facts:
        yield Loss(_("The facts it rests on are left out."))
