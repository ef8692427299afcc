"""The fields of a file into a question that may be there already. What its answers name keeps its key."""

import json
import uuid
from collections import defaultdict

from wagtail.fields import StreamField


def fill(question, plain):
    """Take the type's own fields from a file's `Plain`.

    A file has no keys: its blocks have those of their places. One that was there with the same words keeps the key it
    had, wherever it stands now, and so does one whose words alone were changed.
    """
    streams = [field.name for field in question._meta.local_fields if isinstance(field, StreamField)]
    before = {name: _blocks(question, name) for name in streams}
    question.fill(plain)
    for name in streams:
        if before[name]:
            setattr(question, name, json.dumps(_kept(before[name], _blocks(question, name), set(_keys(before[name])))))


def _blocks(question, name):
    # Written by hand, a block may have no key: then nothing names it.
    return [block for block in getattr(question, name).get_prep_value() if block.get("id")]


def _kept(before, after, taken):
    """The blocks `after` with the keys of those `before`. `taken` are the keys that no other block may have."""
    return [
        {**block, "id": old["id"] if old else _free(block, taken), "value": _within(old, block["value"], taken)}
        for block, old in zip(after, _matches(before, after), strict=True)
    ]


def _matches(before, after):
    """For each block what it was: that with its words, else that in its place where this is nothing else now."""
    by_words = defaultdict(list)
    for old in before:
        by_words[_words(old)].append(old)
    found = [by_words[_words(block)].pop(0) if by_words[_words(block)] else None for block in after]
    left = [old["id"] for many in by_words.values() for old in many]
    for place, old in enumerate(before[: len(after)]):
        if found[place] is None and old["id"] in left:
            found[place] = old
    return found


def _within(old, value, taken):
    """The value of a block, with blocks inside it treated alike."""
    if not isinstance(value, dict):
        return value
    inner = {name: part for name, part in value.items() if _is_blocks(part)}
    return value | {name: _kept(old["value"].get(name, []) if old else [], part, taken) for name, part in inner.items()}


def _free(block, taken):
    """The block's own key, or one made of it where that is another's. The same from load to load."""
    key = block["id"]
    while key in taken:
        key = str(uuid.uuid5(uuid.UUID(key), _words(block)))
    taken.add(key)
    return key


def _keys(blocks):
    for block in blocks:
        yield block["id"]
        for part in block["value"].values() if isinstance(block["value"], dict) else ():
            yield from _keys(part) if _is_blocks(part) else ()


def _is_blocks(part):
    return isinstance(part, list) and all(isinstance(one, dict) and "id" in one for one in part)


def _words(block):
    """What a learner knows a block by: the first words in it."""
    value = block["value"]
    parts = value.values() if isinstance(value, dict) else [value]
    return next((part for part in parts if isinstance(part, str)), "")
