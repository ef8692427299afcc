"""Whatever was reworded, each count is of whole groups of five people or more."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as some

from quizzes.statistics.hiding import FEWEST
from quizzes.statistics.wordings import bundles_of

WORDS = some.sampled_from("ABCDE")
OFFERS = some.dictionaries(
    some.integers(0, 3), some.dictionaries(some.sampled_from("1234"), WORDS, min_size=1, max_size=4)
)


@given(OFFERS, some.lists(some.integers(1, 9), min_size=4, max_size=4))
@settings(max_examples=500, deadline=None)
def test_no_row_tells_of_fewer_than_five(offers, people):
    """Each row could be chosen by all of those whose wording is small, and the smallest others with them, or by none."""
    bundles = bundles_of(offers, people)
    rows = [set(bundle) for bundle in bundles]
    bundled = set().union(*rows)
    assert len(bundled) == sum(map(len, rows))
    rows += [{words} for offered in offers.values() for words in offered.values() if words not in bundled]
    sizes = Counter()
    for edition, offered in offers.items():
        sizes[frozenset(offered.values())] += people[edition]
    # The people that some row tells apart from others: whole classes, each of five or more.
    classes = Counter()
    for wording, count in sizes.items():
        classes[frozenset(place for place, row in enumerate(rows) if row & wording)] += count
    assert sum(sizes.values()) < FEWEST or all(count >= FEWEST for count in classes.values())


def test_what_was_not_changed_is_never_put_together():
    assert bundles_of({1: {"a": "Call", "b": "Wait"}, 2: {"b": "Wait", "a": "Call"}}, {1: 2, 2: 3}) == []
    assert bundles_of({1: {"a": "Call"}, 2: {"a": "Ring"}}, {1: 5, 2: 5}) == []


def test_translations_of_one_option_stand_together():
    offers = {1: {"a": "Call", "b": "Wait"}, 2: {"a": "Ffoniwch", "b": "Arhoswch"}}
    assert bundles_of(offers, {1: 9, 2: 3}) == [("Call", "Ffoniwch"), ("Wait", "Arhoswch")]


def test_an_option_that_was_added_goes_with_another():
    offers = {1: {"a": "Call", "b": "Wait"}, 2: {"a": "Call", "b": "Wait", "c": "Leave"}}
    assert bundles_of(offers, {1: 9, 2: 3}) == [("Wait", "Leave")]
