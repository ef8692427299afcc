"""Neutral questions of every kind, for property tests: what a bank could hold, in any letters."""

from fractions import Fraction

from django.utils.html import escape
from hypothesis import strategies as st

from quizzes.formats.neutral import (
    Answer,
    Choices,
    Gap,
    Gaps,
    Group,
    Groups,
    Neutral,
    Number,
    Numbers,
    Order,
    Pairs,
    Prose,
    Statement,
    Written,
)

# Signs that formats give a meaning come often.
letters = st.one_of(
    st.characters(exclude_categories=["C", "Zl", "Zp"]),
    st.sampled_from(list("=~#{}:%\\/[]<>&\"'-*_.;$ ")),
)
# Nothing else than spaces, and formats keep single ones.
words = st.text(letters, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
lines = st.lists(words, max_size=3).map("\n".join)
stems = st.lists(words, min_size=1, max_size=2).map(lambda some: "".join(f"<p>{escape(one)}</p>" for one in some))
tags = st.lists(st.sampled_from(["must-pass", "difficulty:3", "outcome:A1"]), unique=True).map(tuple)
decimals = st.decimals(-1000, 1000, places=3, allow_nan=False).map(Fraction)
positive = st.decimals(0, 10, places=3, allow_nan=False).map(Fraction)
shares = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(0)])


@st.composite
def single_choices(draw):
    """One right option among several."""
    texts = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    right = draw(st.integers(0, len(texts) - 1))
    options = [Answer(text, Fraction(int(place == right)), draw(lines)) for place, text in enumerate(texts)]
    return Choices(tuple(options))


@st.composite
def multiple_choices(draw):
    """Some right options among several, each worth the same."""
    texts = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    count = draw(st.integers(1, len(texts)))
    share = Fraction(1, count)
    options = [Answer(text, share if place < count else -share, draw(lines)) for place, text in enumerate(texts)]
    return Choices(tuple(options), takes_one=False)


@st.composite
def gaps(draw):
    """A text with two gaps."""
    inner = words.filter(lambda text: "[[" not in text and "]]" not in text)
    made = []
    for _place in range(2):
        choices = draw(st.lists(words, min_size=2, max_size=3, unique=True))
        made.append(Gap(tuple(choices), draw(st.integers(0, len(choices) - 1))))
    return Gaps((f"{draw(inner)} ", made[0], f" {draw(inner)} ", made[1]))


@st.composite
def shared_gaps(draw):
    """A text with two gaps that offer the same words."""
    choices = tuple(draw(st.lists(words, min_size=2, max_size=4, unique_by=str.casefold)))
    return Gaps(("Call ", Gap(choices, 0), " and say ", Gap(choices, 1), "."))


pairs = st.lists(st.tuples(words, words), min_size=2, max_size=4).map(tuple)
BODIES = {
    "statement": st.builds(Statement, is_true=st.booleans(), feedback_true=lines, feedback_false=lines),
    "single": single_choices(),
    "multiple": multiple_choices(),
    "pairs": st.builds(Pairs, pairs=pairs, extras=st.lists(words, max_size=2).map(tuple)),
    "written": st.builds(Written, st.lists(st.builds(Answer, words, shares, lines), min_size=1, max_size=3).map(tuple)),
    "numbers": st.builds(
        Numbers,
        st.lists(st.builds(Number, decimals, positive, shares, lines), min_size=1, max_size=3).map(tuple),
        feedback_other=lines,
    ),
    "prose": st.just(Prose()),
    "guided prose": st.builds(Prose, lines),
    "order": st.builds(Order, st.lists(words, min_size=2, max_size=5).map(tuple)),
    "gaps": gaps(),
    "shared gaps": shared_gaps(),
    "groups": st.builds(
        Groups,
        st.lists(st.builds(Group, words, st.lists(words, max_size=3).map(tuple)), min_size=2, max_size=3).map(tuple),
    ),
}


def neutrals(body):
    """Questions with this kind of body."""
    return st.builds(
        Neutral,
        body=BODIES[body],
        stem=stems,
        name=words.map(lambda text: text[:20].strip()),
        identifier=st.uuids().map(str),
        feedback=lines,
        tags=tags,
    )
