"""A picture, and a list of what is on it."""

import re

from tests.journeys.answers import shown


def answer(block, question, is_right):
    """Everything to be found, or one false alarm. The names follow the numbers on the picture."""
    texts = [zone["text"] for zone in question["zones"] if zone["correct"] is is_right]
    for text in texts if is_right else texts[:1]:
        numbered = re.compile(rf"^\d+\. {shown(text).pattern.removeprefix('^')}")
        block.get_by_label(numbered).check()


def write(farah, question):
    """The picture and its words, and where on it what is, in numbers."""
    farah.choose("Choose an image", question["picture"], search=question["picture"], within=farah.field("picture"))
    for name in ("alt", "description"):
        farah.write(name, question[name])
    farah.write("has_part_marks", question["part_marks"])
    zones = [
        {"is_correct" if name == "correct" else name: value for name, value in zone.items()}
        for zone in question["zones"]
    ]
    farah.write_blocks("zones", zones)
