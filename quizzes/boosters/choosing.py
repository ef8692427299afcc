"""Which questions a booster asks: those that one person has most to gain from. Reads and writes nothing."""

from ..questions.misconceiving import tagged
from ..questions.snapshots import in_seeded_order

MOST = 5


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
