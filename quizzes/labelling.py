"""What no other system knows of a question, as tags in its file, and back: must pass, difficulty, outcome."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from .formats.neutral import Loss

MUST_PASS = "must-pass"  # noqa: S105 - a tag, no password
DIFFICULTY, OUTCOME = "difficulty:", "outcome:"
MOST_LETTERS = 20
DIFFICULTIES = {"1", "2", "3"}


class Labels(NamedTuple):
    """What tags say, in the words of a `Plain`, and the tags that say nothing here."""

    fields: dict
    losses: tuple[Loss, ...]


def labels_of(tags):
    """What a file's tags say."""
    fields, unknown = {}, []
    for tag in tags:
        if tag == MUST_PASS:
            fields["must_pass"] = True
        elif tag.startswith(DIFFICULTY) and tag.removeprefix(DIFFICULTY) in DIFFICULTIES:
            fields["difficulty"] = int(tag.removeprefix(DIFFICULTY))
        elif tag.startswith(OUTCOME) and len(tag.removeprefix(OUTCOME)) <= MOST_LETTERS:
            fields["outcome"] = tag.removeprefix(OUTCOME)
        else:
            unknown.append(tag)
    losses = (Loss(_("Tags are not kept: %(tags)s.") % {"tags": ", ".join(unknown)}),) if unknown else ()
    return Labels(fields, losses)


def tags_of(question):
    """The tags that say what only this software knows of a question."""
    tags = [MUST_PASS] if question.is_must_pass else []
    if question.difficulty != question.Difficulty.MEDIUM:
        tags.append(f"{DIFFICULTY}{question.difficulty}")
    if question.outcome:
        tags.append(f"{OUTCOME}{question.outcome}")
    return tuple(tags)
