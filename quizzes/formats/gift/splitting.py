"""A GIFT file into blocks: one to a question, with its comments, title, words and answers apart."""

import re
from typing import NamedTuple

from .escaping import hidden, shown

TAG = re.compile(r"\[(id|tag):((?:[^\\\]]|\\.)*)\]")
CATEGORY = "$CATEGORY:"


class Block(NamedTuple):
    """One question as it stands in the file. Escaped signs are hidden in `before`, `answers` and `after`.

    `answers` is None where there are no braces, and `problem` is set where only one of them is there.
    """

    line: int
    name: str
    identifier: str
    tags: tuple[str, ...]
    before: str
    answers: str | None
    after: str
    problem: bool = False
    category: str = ""


def blocks_of(text):
    """Every block of a file that holds something to read. A line of nothing ends one."""
    lines, first, category = [], 0, ""
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            first = first if lines else number
            lines.append(line.strip())
        elif lines:
            named = [one.removeprefix(CATEGORY).strip() for one in lines if one.startswith(CATEGORY)]
            category = named[-1] if named else category
            yield from (block._replace(category=category) for block in _block(lines, first))
            lines = []


def _block(lines, first):
    comments = [line for line in lines if line.startswith("//")]
    kept = ["" if line.startswith("//") else line for line in lines]
    # What follows a category on the next line is a question, not a part of its name.
    while kept and (not kept[0] or kept[0].startswith(CATEGORY)):
        kept, first = kept[1:], first + 1
    words = hidden("\n".join(kept).strip())
    if words:
        identifier, tags = _labels("\n".join(comments))
        name, words = _title(words)
        yield Block(first, name, identifier, tags, *_parts(words))


def _labels(comments):
    """The id and the tags that comments give."""
    found = [(kind, re.sub(r"\\(.)", r"\1", value).strip()) for kind, value in TAG.findall(comments)]
    identifier = next((value for kind, value in found if kind == "id"), "")
    return identifier, tuple(value for kind, value in found if kind == "tag" and value)


def _title(words):
    if not words.startswith("::"):
        return "", words
    title, end, rest = words[2:].partition("::")
    return (shown(title).strip(), rest.strip()) if end else ("", words[2:])


def _parts(words):
    """The words before the answers, the answers, the words after, and whether a brace is missing."""
    start, end = words.find("{"), words.find("}")
    if start < 0 and end < 0:
        return words, None, "", False
    if start < 0 or end < start:
        return words, None, "", True
    return words[:start], words[start + 1 : end].strip(), words[end + 1 :], False
