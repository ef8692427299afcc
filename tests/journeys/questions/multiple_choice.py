"""Several right options."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """Every right option, or one that is wrong."""
    texts = [option["text"] for option in question["options"] if option["correct"] is is_right]
    choose(block, [shown(text) for text in (texts if is_right else texts[:1])])
