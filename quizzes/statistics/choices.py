"""What was chosen or put somewhere, in the words in which each learner read it."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .wordings import bundles_of


@dataclass
class Choice:
    """One thing that may be chosen or put somewhere, and how many did so: of all, of the best and of the rest.

    `is_right` is None of several counted as one of which some are right. `asked`: how many could have chosen it.
    """

    words: str
    is_right: bool | None
    count: int = 0
    upper: int = 0
    lower: int = 0
    asked: int = 0
    is_current: bool = True

    @property
    def share(self):
        """How many chose it of those who could."""
        return self.count / self.asked if self.asked else 0


def choices_of(question, counted):
    """Every `Choice` of a question in its own order, with those that nobody made; then those of earlier words.

    An answer is read with the question of its own edition: what a key stood for there may have been changed since.
    """
    table = _Table(counted)
    for line in question.review(None):
        if not line.expected:
            table.row(line.text, line.is_right)
    # Where words were right in one edition and wrong in another, the newest is believed.
    for one in sorted(counted, key=lambda one: one.edition, reverse=True):
        for words, is_right in said(one.question, one.answer):
            table.add(words, is_right, one)
    return table.choices(question)


def said(question, answer):
    """What an answer says, piece by piece: (words, whether that is right)."""
    for line in question.review(answer):
        if line.given or line.was_chosen:
            yield f"{line.text}: {line.given}" if line.given else line.text, line.is_right


class _Table:
    """Rows by the words that each is for: of one thing, or of several that are counted as one."""

    def __init__(self, counted):
        self.asked = Counter()
        for one in counted:
            self.asked[one.edition] += one.sums.count
        snapshots = {one.edition: one.question for one in counted}
        self.offers = {edition: snapshot.offered_words() for edition, snapshot in snapshots.items()}
        self.offered = {words for offered in self.offers.values() for words in offered.values()}
        bundles = bundles_of(self.offers, self.asked)
        self.bundles = {words: bundle for bundle in bundles for words in bundle}
        self.rights, self.counts, self.uppers, self.lowers = {}, Counter(), Counter(), Counter()

    def row(self, words, is_right):
        """The words of the row for these words, which is made where it is missing."""
        place = self.bundles.get(words, (words,))
        if self.bundles and words not in self.offered:
            # Typed, with something beside it that few could choose.
            place = next(iter(self.bundles.values()))
        self.rights.setdefault(place, {}).setdefault(words, is_right)
        return place

    def add(self, words, is_right, counted):
        """Count so many answers under their words."""
        place = self.row(words, is_right)
        self.counts[place] += counted.sums.count
        self.uppers[place] += counted.upper
        self.lowers[place] += counted.lower

    def choices(self, question):
        """Each row as a `Choice`."""
        current = question.offered_words()
        return [
            Choice(
                _(", or: ").join(place),
                _right(set(rights.values())),
                self.counts[place],
                self.uppers[place],
                self.lowers[place],
                asked=sum(self.asked[edition] for edition in self.offers if self._may_say(place, self.offers[edition])),
                is_current=self._may_say(place, current),
            )
            for place, rights in self.rights.items()
        ]

    def _may_say(self, place, offered):
        """Whether any of these words could be answered. What no edition offers is typed, and always could."""
        return any(words in offered.values() or words not in self.offered for words in place)


def _right(rights):
    return rights.pop() if len(rights) == 1 else None
