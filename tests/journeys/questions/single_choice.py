"""One right option."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """The first option that is right, or wrong."""
    choose(block, [shown(next(option["text"] for option in question["options"] if option["correct"] is is_right))])
