"""Several right options."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose, write_options


def answer(block, question, is_right):
    """Every right option, or one that is wrong."""
    texts = [option["text"] for option in question["options"] if option["correct"] is is_right]
    choose(block, [shown(text) for text in (texts if is_right else texts[:1])])


def write(farah, question):
    """The options, the right ones ticked."""
    write_options(farah, "options", question["options"])
    farah.write("has_part_marks", question["part_marks"])
