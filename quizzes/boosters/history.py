"""Where one person went wrong in a period. Reads and writes nothing."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from ..questions.misconceiving import tagged


@dataclass
class History:
    """What one person was asked in a period, and where she went wrong. Each question by its key."""

    seen: set = field(default_factory=set)
    # Of those, the ones of earlier boosters.
    boosted: set = field(default_factory=set)
    believed: dict = field(default_factory=lambda: defaultdict(set))  # {misconception: questions that showed it}
    mistaken: dict = field(default_factory=lambda: defaultdict(set))  # {fact: questions about it answered wrongly}

    def add(self, question, answer, is_right, *, in_booster=False):
        """Note one question, asked and answered."""
        self.seen.add(question.key)
        if in_booster:
            self.boosted.add(question.key)
        for misconception in chosen_misconceptions(question, answer):
            self.believed[misconception].add(question.key)
        for fact in question.facts if is_right is False else ():
            self.mistaken[fact].add(question.key)


def chosen_misconceptions(question, answer):
    """The misconceptions that an answer shows."""
    # Answers hold keys alone, and a key in its quotation marks is part of no other.
    said = json.dumps(answer)
    return {option.misconception for option in tagged(question) if f'"{option.key}"' in said}
