"""Prompts to be matched with their answers."""

from tests.journeys.answers import shown
from tests.journeys.questions import place


def answer(block, question, is_right):
    """Each prompt its own answer, or that of the next."""
    answers = [pair["answer"] for pair in question["pairs"]]
    if not is_right:
        answers = [*answers[1:], answers[0]]
    for pair, words in zip(question["pairs"], answers, strict=True):
        place(block, shown(pair["prompt"]), shown(words))


def write(farah, question):
    """What belongs together, and what fits nothing."""
    farah.write_blocks("pairs", question["pairs"])
    farah.write_blocks("other_answers", question["other_answers"])
