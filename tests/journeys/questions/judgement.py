"""A situation to judge."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """The best option, or an unsafe one, which earns nothing."""
    rating = "best" if is_right else "unsafe"
    choose(block, [shown(next(option["text"] for option in question["options"] if option["rating"] == rating))])
