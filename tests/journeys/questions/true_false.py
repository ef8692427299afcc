"""A sentence to call true or false."""

from tests.journeys.answers import misconception
from tests.journeys.questions import choose


def answer(block, question, is_right):
    """What the sentence is, or what it is not."""
    choose(block, ["True" if question["answer"] is is_right else "False"])


def write(farah, question):
    """Whether the sentence is true, what to say to either, and what somebody may believe who gets it wrong."""
    farah.write("is_true", question["answer"])
    for name in ("feedback_true", "feedback_false"):
        farah.write(name, question[name])
    farah.choose("Choose misconception", misconception(question["misconception"]))
