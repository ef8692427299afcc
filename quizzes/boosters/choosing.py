"""Which questions a booster asks: those that one person has most to gain from. Reads and writes nothing."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from ..questions.misconceiving import tagged
from ..questions.snapshots import in_seeded_order

MOST = 5


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


def may_be_asked(question):
    """Whether a question can be marked at once, counts, and keeps no prose."""
    is_marked_at_once = question.is_scored and not question.is_marked_by_person
    return is_marked_at_once and not question.keeps_prose and not question.is_checked_in_page


def choose(candidates, history, seed):
    """The questions to ask, best first; at most five.

    Other questions that carry a misconception she showed; other questions that rest on the same facts as those she
    answered wrongly; questions she has not seen; the rest. What an earlier booster asked comes last.
    """
    in_order = in_seeded_order(candidates, seed, lambda question: question.key)
    return sorted(in_order, key=lambda question: _place(question, history))[:MOST]


def _place(question, history):
    key = question.key
    if key in history.boosted:
        return 4
    if _is_among_others(key, history.believed, {option.misconception for option in tagged(question)}):
        return 0
    if _is_among_others(key, history.mistaken, question.facts):
        return 1
    return 3 if key in history.seen else 2


def _is_among_others(key, found, names):
    """Whether one of these names was found, and not in this very question."""
    return any(name in found and key not in found[name] for name in names)


def chosen_misconceptions(question, answer):
    """The misconceptions that an answer shows."""
    # Answers hold keys alone, and a key in its quotation marks is part of no other.
    said = json.dumps(answer)
    return {option.misconception for option in tagged(question) if f'"{option.key}"' in said}
