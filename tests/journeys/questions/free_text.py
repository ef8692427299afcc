"""Words of one's own, compared with a model answer."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """Write and compare; find every point met, or none."""
    block.get_by_label("Write here").fill("At 14:10 in the kitchen I saw four beds.")
    points = [shown(one["text"]) for one in question.get("criteria", [])]
    choose(block, [*(points if is_right else []), "I have written my answer, and compared it"])
