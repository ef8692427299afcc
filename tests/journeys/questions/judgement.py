"""A situation to judge."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """The best option, or an unsafe one, which earns nothing."""
    rating = "best" if is_right else "unsafe"
    choose(block, [shown(next(option["text"] for option in question["options"] if option["rating"] == rating))])


def write(farah, question):
    """What one could do, how good that would be, and what would happen next."""
    names = ("text", "rating", "consequence")
    farah.write_blocks("options", [{name: one[name] for name in names} for one in question["options"]])
    farah.write("reasonable_percent", question["reasonable_percent"])
