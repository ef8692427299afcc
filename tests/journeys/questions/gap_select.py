"""A text with gaps."""

import re

from tests.journeys.answers import shown
from tests.journeys.questions import place

EXAMPLE = {
    "type": "gap_select",
    "stem": "Fill the gaps.",
    "text": "If somebody is in danger now, call [[1]].\nIf not, tell [[2]] the same day, and write down [[3]].",
    "gaps": [
        {"answer": "{{contact:emergency}}", "other_words": ["the owner"], "feedback": "Danger comes first."},
        {"answer": "{{contact:spoc}}", "other_words": ["a neighbour"]},
        {"answer": "what you saw and heard", "other_words": ["what you think of the owner and of everybody else"]},
    ],
    "shared_words": True,
}


def answer(block, question, is_right):
    """What belongs in each gap, or other words."""
    for number, gap in enumerate(question["gaps"], start=1):
        words = gap["answer"] if is_right else gap["other_words"][0]
        place(block, re.compile(f"^Gap {number}:"), shown(words))


def write(farah, question):
    """The text, and for each gap what belongs there and what does not."""
    farah.write("text", question["text"])
    own = [{name: words for name, words in gap.items() if name != "other_words"} for gap in question["gaps"]]
    farah.write_blocks("gaps", own)
    for number, gap in enumerate(question["gaps"]):
        farah.write_blocks(f"gaps-{number}-value-other_words", gap["other_words"])
