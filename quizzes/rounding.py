"""How many people a regrade reaches, as a trainer may be told: about how many, and nobody's own answer.

Trials cost nothing, so that their numbers can be subtracted: those of one rule from those of another, those of one
edition from those of two. Therefore only editions that five people or more answered are counted, so that one edition
more is five people more; and numbers are rounded down to fives, so that what is left between two may be none.
"""

from collections import defaultdict

from .statistics.hiding import FEWEST, few

# What is told. How many come out the same is not: it would be the rest of those asked.
KINDS = ("attempts", "rise", "new_passes", "lost_passes", "fall", "left")


class Reach:
    """Who would be reached, by edition and by what would come of it. Each person counts once in an edition."""

    def __init__(self):
        self._editions = defaultdict(lambda: defaultdict(set))

    def add(self, edition, person, kinds):
        """Count a person whose attempt is of these kinds."""
        for kind in kinds:
            self._editions[edition][kind].add(person)

    @property
    def told(self):
        """{kind: 0, None for one to four, or a multiple of five}. {} where no edition asked five people."""
        large = [kinds for kinds in self._editions.values() if _is_large(kinds)]
        return {kind: _rounded(sum(len(kinds[kind]) for kinds in large)) for kind in KINDS} if large else {}

    @property
    def numbers(self):
        """What is told, for the audit log: {kind: a multiple of five}."""
        return {kind: number for kind, number in self.told.items() if number}

    @property
    def leaves_out(self):
        """Whether an edition asked too few people to be counted."""
        return not all(map(_is_large, self._editions.values()))


def _is_large(kinds):
    return len(kinds["attempts"]) >= FEWEST


def _rounded(number):
    return None if few(number) else number - number % FEWEST
