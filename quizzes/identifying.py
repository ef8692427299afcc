"""Which question of the bank a question of a file is: the same one at every import, whatever its answers become."""

import uuid
from collections import Counter

from django.utils.html import strip_tags


def keys_of(questions, topic):
    """The key of each question of a file, in order.

    Its own identifier makes it, within the topic; else its name and words do, so that a question with other words is
    another question. A key of ours, from an export, stays that key. What stands twice is two questions.
    """
    seen = Counter()
    keys = []
    for question in questions:
        source = _source(question)
        seen[source] += 1
        again = f"#{seen[source]}" if seen[source] > 1 else ""
        own = _own_key(question.identifier) if not again else None
        keys.append(own or uuid.uuid5(topic.key, source + again))
    return keys


def _source(question):
    if question.identifier:
        return f"id:{question.identifier}"
    words = " ".join(strip_tags(question.stem).split())
    return f"words:{question.name}\n{words}"


def _own_key(identifier):
    try:
        key = uuid.UUID(identifier)
    except ValueError:
        return None
    # Only as we write it: another system's may use the same letters for something else.
    return key if str(key) == identifier else None
