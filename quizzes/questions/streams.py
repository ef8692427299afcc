"""Streams whose blocks answers name: their keys, and how values of a file become one. Holds no question type."""

import json
import uuid

from pydantic import BaseModel


def block_key(block, place):
    """The key that answers name a block by. It survives editing; an unsaved preview has none yet, so its place does."""
    return str(block.id or place)


def keyed_blocks(uid, name, values, kind=None):
    """Values of a file as blocks of a stream. They keep their keys from load to load.

    `name` makes the keys. It is the kind of block as well, unless `kind` says another, such as "item" in a list.
    """
    return [
        {
            "type": kind or name,
            "id": str(uuid.uuid5(uid, f"{name} {place}")),
            "value": value.model_dump(mode="json") if isinstance(value, BaseModel) else value,
        }
        for place, value in enumerate(values)
    ]


def as_stream(uid, name, values, kind=None):
    """Values of a file as the data of a stream of one kind of block, as `keyed_blocks` makes them."""
    return json.dumps(keyed_blocks(uid, name, values, kind))
