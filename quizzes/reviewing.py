"""What a learner sees of her answers, and when. Every screen that looks back asks here. Reads and writes nothing."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.dates import day_of

# So long after the end of an attempt it is "right after".
RIGHT_AFTER = timedelta(hours=1)


class Moment(TextChoices):
    """When somebody looks."""

    DURING = "during", _("during the attempt, on checking an answer, which closes it")
    AFTER = "after", _("within an hour of finishing")
    LATER = "later", _("later")
    CLOSED = "closed", _("after the quiz has closed")


class Part(TextChoices):
    """What may be seen, in the order of `Shown`. Whether the quiz is passed is no secret: the course says it too."""

    ANSWERS = "answers", _("what was answered")
    MARKS = "marks", _("the score, and what was right")
    RIGHT = "right", _("the right answers")
    FEEDBACK = "feedback", _("feedback on each answer")
    GENERAL = "general", _("feedback on the question as a whole")


class Shown(NamedTuple):
    """Which parts are shown."""

    answers: bool = False
    marks: bool = False
    right: bool = False
    feedback: bool = False
    general: bool = False

    @property
    def has_questions(self):
        """Whether there is anything to say of single questions."""
        return any(self._replace(marks=False))


NOTHING, MARKS, EVERYTHING = Shown(), Shown(marks=True), Shown(*[True] * len(Part))


class Review(TextChoices):
    """The ways to choose among the cells of the matrix."""

    PRACTICE = "practice", _("practice: each answer can be checked at once")
    FEEDBACK = "feedback", _("feedback after finishing")
    RESULT = "result", _("the result only")
    CLOSED = "closed", _("nothing until the quiz has closed")
    OWN = "own", _("as ticked below")


# The matrix. Of "as ticked below", the quiz itself holds the cells.
PRESETS = {
    Review.PRACTICE: dict.fromkeys(Moment, EVERYTHING),
    Review.FEEDBACK: {**dict.fromkeys(Moment, EVERYTHING), Moment.DURING: NOTHING},
    Review.RESULT: {**dict.fromkeys(Moment, MARKS), Moment.DURING: NOTHING},
    Review.CLOSED: {**dict.fromkeys(Moment, NOTHING), Moment.CLOSED: EVERYTHING},
}


def cells():
    """Every cell of the matrix for a form, by moment: [(moment, [("during-answers", words), ...]), ...]."""
    return [(moment.label, [(f"{moment}-{part}", part.label) for part in Part]) for moment in Moment]


def shown_at(moment, rules):
    """What these rules show at a moment."""
    if rules.review == Review.OWN:
        return Shown(*(f"{moment}-{part}" in rules.review_own for part in Part))
    return PRESETS[rules.review][moment]


def shown_of(attempt, rules, now):
    """What is shown of an attempt now. After its end the newest rules hold: they are no part of its result."""
    return shown_at(moment_of(attempt, rules, now), rules)


def moment_of(attempt, rules, now):
    """Which moment it is for an attempt."""
    if attempt.is_open:
        return Moment.DURING
    if rules.closes_on and day_of(now) > rules.closes_on:
        return Moment.CLOSED
    return Moment.AFTER if now <= attempt.submitted_at + RIGHT_AFTER else Moment.LATER


def cut(lines, shown):
    """Each `Line` without what may not be seen, and none with nothing left to say.

    Feedback is for what was chosen, and for what is right where that is shown.
    """
    left = [_cut(line, shown) for line in lines]
    return [line for line in left if line.text or line.feedback]


def _cut(line, shown):
    was_hers = line.was_chosen or line.given
    is_told = was_hers or (shown.right and (line.is_right or line.verdict or line.expected))
    if not shown.answers:
        line = line._replace(was_chosen=False, given="")
    if not shown.right:
        line = line._replace(is_right=False, expected="", verdict="", text="" if line.is_key else line.text)
    return line if shown.feedback and is_told else line._replace(feedback="")
