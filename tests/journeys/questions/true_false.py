"""A sentence to call true or false."""

from tests.journeys.questions import choose


def answer(block, question, is_right):
    """What the sentence is, or what it is not."""
    choose(block, ["True" if question["answer"] is is_right else "False"])
