"""One right option."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose, write_options


def answer(block, question, is_right):
    """The first option that is right, or wrong."""
    choose(block, [shown(next(option["text"] for option in question["options"] if option["correct"] is is_right))])


def write(farah, question):
    """The options, the right one ticked, with what the wrong ones may come from."""
    write_options(farah, "options", question["options"])
