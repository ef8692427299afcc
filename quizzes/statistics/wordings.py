"""Which answers to a question are counted as one where its words were changed, so that nobody's own can be told.

Answers count under the words in which they were read, and the same words add up. What only a few people could read,
such as an option that was reworded yesterday, would tell of them alone. So a wording that fewer than five people read
is put together with others, as `hiding.together` says, and what differs among those is counted as one: "Wait, or: Wait
outside". Then each number is a sum over whole groups of five people or more. Reads and writes nothing.
"""

from collections import Counter
from functools import reduce

from . import hiding


def bundles_of(offers, people):
    """The words that are counted as one, as tuples in order.

    `offers`: {edition: {key: words}}, what could be answered there. `people`: {edition: how many were asked there}.
    """
    sizes = Counter()
    for edition, offered in offers.items():
        sizes[_wording(offered)] += people[edition]
    shown = hiding.together(sizes)
    small = [edition for edition in offers if shown.get(_wording(offers[edition])) is hiding.OTHERS]
    if not small:
        return []
    in_order = list(dict.fromkeys(words for edition in small for words in offers[edition].values()))
    wordings = [set(offers[edition].values()) for edition in small]
    found = _complete(_linked([offers[edition] for edition in small], set.intersection(*wordings)), wordings, in_order)
    return [tuple(words for words in in_order if words in bundle) for bundle in found]


def _wording(offered):
    return tuple(sorted(set(offered.values())))


def _linked(offers, common):
    """Sets of the words that not all have, those of one option together."""
    by_key = {}
    for offered in offers:
        for key, words in offered.items():
            if words not in common:
                by_key.setdefault(key, set()).add(words)
    return reduce(_joined, by_key.values(), [])


def _joined(bundles, words):
    """The bundles with one more; those that share words with it become one with it."""
    apart = [bundle for bundle in bundles if not bundle & words]
    return [*apart, set.union(words, *(bundle for bundle in bundles if bundle & words))]


def _complete(bundles, wordings, in_order):
    """The same, so that each has words of every wording: others go together, and with words that every wording has."""
    whole = [bundle for bundle in bundles if all(bundle & wording for wording in wordings)]
    partial = set().union(*(bundle for bundle in bundles if bundle not in whole))
    if not partial:
        return whole
    if all(partial & wording for wording in wordings):
        return [*whole, partial]
    if whole:
        return [*whole[:-1], whole[-1] | partial]
    common = [words for words in in_order if all(words in wording for wording in wordings)]
    return [partial | set(common[-1:] or in_order)]
