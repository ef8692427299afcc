"""What every writer of a format gives for one question: its text in the file, and what that leaves out."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from .neutral import Loss


class Rendered(NamedTuple):
    """A question in a file. Without a text the format cannot carry it, and `losses` says why."""

    text: str | None
    losses: tuple[Loss, ...] = ()


def refused(reason):
    """A question that a format cannot carry."""
    return Rendered(None, (Loss(reason),))


def refused_kind(format):
    """A question of a kind that a format has no words for."""
    return refused(_("%(format)s has no such kind of question.") % {"format": format})


def decimal(number):
    """A fraction as files write numbers: "3.14"."""
    return f"{float(number):.15g}"


def part_marks_loss(body):
    """What a question loses where every system but this gives part marks."""
    if not getattr(body, "is_all_or_nothing", False):
        return ()
    return (Loss(_("There it gives part marks; here it is all or nothing. A tag keeps that for its way back.")),)


def picture_loss(question, format):
    """What a question with a picture loses in a format that has none."""
    if not question.pictures:
        return ()
    return (Loss(_("%(format)s has no pictures.") % {"format": format}),)
