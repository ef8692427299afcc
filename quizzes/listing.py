"""The columns of the bank's lists. None asks the database for its row."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from . import using
from .narrowing import in_review


def with_uses_and_reviews(questions):
    """These questions as a list, each told what its row shows of others. Costs four queries."""
    questions = list(questions)
    counts, reviewed = using.count_for(questions), set(in_review())
    for question in questions:
        question.quiz_count, question.is_in_review = counts[question.pk], question.pk in reviewed
    return questions


def type_column():
    """The type of a question, in words."""
    return Column("type", label=_("Type"), accessor=lambda question: question._meta.verbose_name)


def state_column():
    """Draft or published, from the row itself: Wagtail's own column asks two queries for each."""
    return StatusTagColumn("state", label=_("State"), accessor=_state, primary=lambda question: question.live)


def safety_column():
    """Whether it must pass."""
    return Column("must_pass", label=_("Safety"), accessor=_safety)


def uses_column():
    """In how many quizzes it is, leading to which. Its questions come from `with_uses_and_reviews`."""
    return TitleColumn("uses", label=_("Used in"), accessor=_uses, get_url=_uses_url, classname="title listing__uses")


def _state(question):
    if getattr(question, "is_in_review", False):
        return gettext("in review")
    if not question.live:
        return gettext("draft")
    return gettext("published, with changes") if question.has_unpublished_changes else gettext("published")


def _safety(question):
    return gettext("must pass") if question.is_must_pass else ""


def _uses(question):
    count = question.quiz_count
    return ngettext("%(count)d quiz", "%(count)d quizzes", count) % {"count": count} if count else gettext("no quiz")


def _uses_url(question):
    return reverse("quizzes_uses", args=[question.pk]) if question.quiz_count else None
