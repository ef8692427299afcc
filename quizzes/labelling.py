"""What no other system knows of a question, as tags in its file, and back: must pass, difficulty and the like."""

import re
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from .formats.neutral import Loss

MUST_PASS = "must-pass"  # noqa: S105 - a tag, no password
ALL_OR_NOTHING = "all-or-nothing"
DIFFICULTY, OUTCOME, FRAMEWORK = "difficulty:", "outcome:", "framework:"
MOST_LETTERS = 20
DIFFICULTIES = {"1", "2", "3"}
# As a `Plain` has them.
FRAMEWORK_TAG, MOST_FRAMEWORK_TAGS = re.compile(r"[A-Z0-9-]{1,11}"), 8


class Labels(NamedTuple):
    """What tags say, in the words of a `Plain`, and the tags that say nothing here."""

    fields: dict
    losses: tuple[Loss, ...]


def labels_of(tags):
    """What a file's tags say."""
    fields, unknown, framework = {}, [], []
    for tag in tags:
        if tag == MUST_PASS:
            fields["must_pass"] = True
        elif tag.startswith(DIFFICULTY) and tag.removeprefix(DIFFICULTY) in DIFFICULTIES:
            fields["difficulty"] = int(tag.removeprefix(DIFFICULTY))
        elif tag.startswith(OUTCOME) and len(tag.removeprefix(OUTCOME)) <= MOST_LETTERS:
            fields["outcome"] = tag.removeprefix(OUTCOME)
        elif _is_framework(tag) and len(framework) < MOST_FRAMEWORK_TAGS:
            framework.append(tag.removeprefix(FRAMEWORK))
        elif tag != ALL_OR_NOTHING:
            unknown.append(tag)
    if framework:
        fields["framework_tags"] = framework
    losses = (Loss(_("Tags are not kept: %(tags)s.") % {"tags": ", ".join(unknown)}),) if unknown else ()
    return Labels(fields, losses)


def _is_framework(tag):
    return tag.startswith(FRAMEWORK) and FRAMEWORK_TAG.fullmatch(tag.removeprefix(FRAMEWORK))


def body_with(tags, body):
    """A body of a file with what its tags say of it."""
    if hasattr(body, "is_all_or_nothing") and ALL_OR_NOTHING in tags:
        return replace(body, is_all_or_nothing=True)
    return body


def tags_of(question, body):
    """The tags that say what only this software knows of a question and its body."""
    tags = [MUST_PASS] if question.is_must_pass else []
    if question.difficulty != question.Difficulty.MEDIUM:
        tags.append(f"{DIFFICULTY}{question.difficulty}")
    if question.outcome:
        tags.append(f"{OUTCOME}{question.outcome}")
    tags += [f"{FRAMEWORK}{tag}" for tag in question.framework_tags.split()]
    if getattr(body, "is_all_or_nothing", False):
        tags.append(ALL_OR_NOTHING)
    return tuple(tags)
