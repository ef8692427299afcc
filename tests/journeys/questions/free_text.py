"""Words of one's own, compared with a model answer."""

from tests.journeys.answers import shown
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """Write and compare; find every point met, or none. Where a person marks it, only write."""
    block.get_by_label("Write here").fill("At 14:10 in the kitchen I saw four beds.")
    if question.get("marked_by_person"):
        return
    points = [shown(one["text"]) for one in question.get("criteria", [])]
    choose(block, [*(points if is_right else []), "I have written my answer, and compared it"])


def write(farah, question):
    """Who marks it, the model answer, and what a good one shows."""
    farah.write("is_marked_by_person", question["marked_by_person"])
    farah.write("model_answer", question["model_answer"])
    farah.write_blocks("criteria", question["criteria"])
