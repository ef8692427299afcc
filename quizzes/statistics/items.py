"""What the answers say of one question: how hard it is, whether it tells learners apart, what was chosen."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..confidence import Confidence
from ..questions import QuestionSnapshot
from .choices import choices_of
from .formulas import Sums, against_the_rest

# Fewer answers than this say nothing yet.
ENOUGH = 20
# And of those who were sure.
FEWEST_SURE = 5
HARD, EASY, POOR = 0.3, 0.95, 0.1


@dataclass
class Item:
    """One question. Shares are numbers from 0 to 1; None where there is too little to say."""

    question: QuestionSnapshot
    count: int
    facility: float
    discrimination: float | None  # correlation of its mark with the marks of the others
    upper_lower: float | None  # share right among the upper 27 % less that among the lower
    blank: int
    choices: list = field(default_factory=list)
    seconds: float | None = None  # the median of what it took
    sure: dict = field(default_factory=dict)  # {confidence: (how many right, how many wrong)}

    @property
    def confidences(self):
        """[(words, how many right, how many wrong)], for every degree, where anybody said how sure they were."""
        if not self.sure:
            return []
        return [(words, *self.sure.get(key, (0, 0))) for key, words in Confidence.choices]

    @property
    def misleads(self):
        """Whether of those who were sure, enough to say so, most were wrong."""
        right, wrong = self.sure.get(Confidence.SURE, (0, 0))
        return right + wrong >= FEWEST_SURE and wrong > right

    @property
    def worries(self):
        """What an author should look at, in sentences."""
        if self.count < ENOUGH or not self.question.is_scored:
            return []
        worries = []
        if self.discrimination is not None and self.discrimination < 0:
            worries.append(_("Those who did well in the rest got this one wrong. Is the key right?"))
        elif self.discrimination is not None and self.discrimination < POOR and self.facility < EASY:
            worries.append(_("It hardly tells who knows the subject from who does not."))
        if self.facility < HARD:
            worries.append(_("Few get it right. Does a lesson teach it?"))
        if self.misleads:
            worries.append(_("Most of those who were sure got it wrong. It may mislead, or a lesson does."))
        return [*worries, *self._choice_worries()]

    def _choice_worries(self):
        # Of words that were changed, fewer were asked: shares tell what counts would not.
        right = [choice.share for choice in self.choices if choice.is_right]
        for choice in self.choices:
            if choice.is_right is False and right and choice.share > max(right):
                yield _("“%(words)s” is chosen more often than what is right.") % {"words": choice.words}
            if choice.is_right is False and choice.is_current and choice.count == 0 and choice.asked >= ENOUGH:
                yield _("Nobody chooses “%(words)s”.") % {"words": choice.words}


def item_of(question, counted, ends, sure=None):
    """The `Item` of a question from what was counted of its answers. `ends` are the sizes of the two extreme groups."""
    sums = sum((one.sums for one in counted), Sums())
    return Item(
        question=question,
        count=sums.count,
        facility=sums.mean,
        discrimination=against_the_rest(sums).correlation,
        upper_lower=_upper_lower(counted),
        blank=sum(one.sums.count for one in counted if not one.question.is_answered(one.answer)),
        choices=choices_of(question, counted),
        sure=(sure if question.is_scored else None) or {},
    )


def _upper_lower(counted):
    """The marks of the upper group on average, less those of the lower."""
    upper, lower = sum(one.upper for one in counted), sum(one.lower for one in counted)
    if not upper or not lower:
        return None
    return sum(one.upper_marks for one in counted) / upper - sum(one.lower_marks for one in counted) / lower
