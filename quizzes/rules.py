"""The rules by which a quiz is taken, as plain data. An attempt keeps those of its edition."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from .reviewing import NOTHING, Moment, Review, shown_at


class Grading(TextChoices):
    """Which of several attempts counts."""

    HIGHEST = "highest", _("the best attempt")
    LAST = "last", _("the last attempt")
    FIRST = "first", _("the first attempt; later ones are practice")
    AVERAGE = "average", _("the average of all attempts")


class Measures(TextChoices):
    """Whether a quiz measures what its course changes, and which form of the pair it is."""

    NOTHING = "", _("no: it is there to be passed")
    BEFORE = "before", _("yes: the form that is taken before the course")
    AFTER = "after", _("yes: the form that is taken after it")


class Rules(BaseModel):
    """How often and how a quiz is asked. Each field is also a field of the quiz page, and of a course file.

    Editions are read for ever, so a new rule needs a default, under which a quiz is what it was before.
    """

    grading: Grading = Grading.HIGHEST
    # Minutes from the end of one attempt to the beginning of the next.
    wait_minutes: int | None = None
    # Minutes from the beginning of an attempt. Whoever needs more time has more.
    time_limit: int | None = None
    shuffle_questions: bool = False
    # One question on each page; one way: nobody goes back to an earlier one.
    is_paged: bool = False
    is_one_way: bool = False
    # Whether each question asks how sure one is.
    asks_confidence: bool = False
    # The first and the last day of it.
    opens_on: date | None = None
    closes_on: date | None = None
    review: Review = Review.FEEDBACK
    # The ticked cells of `reviewing.cells`, where `review` says so.
    review_own: list[str] = []
    # What measures is finished by sending it, whatever the score.
    measures: Measures = Measures.NOTHING


def rules_of(page):
    """The `Rules` of a quiz page as it stands."""
    return Rules(**{name: getattr(page, name) for name in Rules.model_fields})


def contradictions(rules, attempts_allowed):
    """What cannot hold together in these rules, in sentences for a trainer."""
    if rules.is_one_way and not rules.is_paged:
        yield gettext("Learners can go back wherever all questions are on one page. Ask one question on each page.")
    if rules.opens_on and rules.closes_on and rules.closes_on < rules.opens_on:
        yield gettext("The quiz closes before it opens.")
    if rules.review == Review.CLOSED and not rules.closes_on:
        yield gettext("Nothing is shown until the quiz has closed, so say when it does.")
    if rules.is_one_way and shown_at(Moment.DURING, rules) != NOTHING:
        yield gettext("Whoever checks an answer looks back on it. Let learners go back, or show nothing on the way.")
    if rules.measures and (rules.wait_minutes or rules.grading != Grading.HIGHEST):
        yield gettext("A quiz that measures is taken once. Leave the wait empty, and choose “the best attempt”.")
    if rules.measures and shown_at(Moment.DURING, rules) != NOTHING:
        yield gettext("A quiz that measures shows nothing on the way: it would measure what it taught itself.")
    if attempts_allowed == 1 and rules.wait_minutes:
        yield gettext("Only one attempt is allowed, so there is no other to wait for. Leave the wait empty.")
    if attempts_allowed == 1 and rules.grading != Grading.HIGHEST:
        yield gettext("Only one attempt is allowed, so it is the one that counts. Choose “the best attempt”.")
