"""Streams of one kind of block, from the values of a file. Holds no question type."""

import json
import uuid


def as_stream(name, values, uid):
    """Values of a file as the data of a stream whose only block is `name`. They keep their keys from load to load."""
    return json.dumps(
        [
            {"type": name, "id": str(uuid.uuid5(uid, f"{name} {place}")), "value": value.model_dump(mode="json")}
            for place, value in enumerate(values)
        ]
    )
