"""The two forms that measure a course, one before it and one after it, and what would keep them from that."""

from typing import NamedTuple

from django.utils.translation import gettext
from wagtail.models import Page

from courses.outline import COURSE_DEPTH

from . import bank
from .rules import Measures


def forms_of(quiz, place=None):
    """The forms that measure a quiz's course: {"before": page, "after": page}, as far as there are any. One query.

    `place` is a page of that course where the quiz itself has no place yet.
    """
    course_path = (place or quiz).path[: Page.steplen * COURSE_DEPTH]
    forms = type(quiz).objects.filter(path__startswith=course_path).exclude(measures=Measures.NOTHING)
    return {form.measures: form for form in forms.order_by("-path")}


class Both(NamedTuple):
    """A pool as both forms draw from it."""

    name: str
    criteria: bank.Criteria
    count: int


def problems(quiz, parent, measures, fixed, pools):
    """What keeps a form from measuring, in sentences. `fixed` are its questions."""
    if any(question.get_real_instance().Snapshot.is_scored for question in fixed):
        yield gettext("A quiz that measures lists rating scales only. Draw all other questions from pools.")
    if not pools:
        yield gettext("A quiz that measures needs a pool to draw questions from.")
    both = [Both(str(pool), pool.criteria, 2 * (pool.count or 0)) for pool in pools]
    questions = bank.published({pool.topic_id for pool in pools})
    for shortfall in bank.shortfalls(both, questions, fixed={question.pk for question in fixed}):
        words = gettext("The pool “%s” needs twice as many published questions: nobody is asked one of them twice.")
        yield words % shortfall.pool.name
    others = {name: form for name, form in forms_of(quiz, parent).items() if form.pk != quiz.pk}
    if measures in others:
        yield gettext("The course has this form already: “%s”.") % others.pop(measures)
    for other in others.values():
        if _counts(other.pools.all()) != _counts(pools):
            yield gettext("Draw as many questions from the same pools as “%s” does.") % other


def _counts(pools):
    return {pool.criteria: pool.count for pool in pools}
