"""Steps to put in order."""

from tests.journeys.answers import shown
from tests.journeys.questions import place


def answer(block, question, is_right):
    """Each step in its own place, or the steps backwards."""
    steps = question["steps"] if is_right else question["steps"][::-1]
    for number, step in enumerate(steps, start=1):
        place(block, shown(step["text"]), shown(f"Place {number}"))


def write(farah, question):
    """The steps, in their right order."""
    farah.write_blocks("steps", question["steps"])
    farah.write("has_part_marks", question["part_marks"])
