"""What the question bank can be narrowed by, in its list, in the chooser and for an export.

Each filter keeps to fields of the question's own row, or to `pk__in`: a search cannot follow joins.
"""

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.models import ReferenceIndex, WorkflowState
from wagtail.search.backends import get_search_backend

from training.content.models import Fact
from training.people.models import FrontlineRole

from . import using
from .models import Misconception, Question, QuizPage, Topic

YES_OR_NO = forms.RadioSelect(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))])
STATES = [
    ("draft", _("Draft")),
    ("published", _("Published")),
    ("changed", _("Published, with changes")),
    ("review", _("In review")),
]


def yes_or_no(label, method=None):
    """A filter with three choices: all, yes, no."""
    return django_filters.BooleanFilter(label=label, method=method, widget=YES_OR_NO)


class QuestionFilterSet(WagtailFilterSet):
    """What the bank can be narrowed by."""

    polymorphic_ctype = django_filters.ChoiceFilter(label=_("Type"), choices=Question.type_choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state")
    outcome = django_filters.ChoiceFilter(label=_("Outcome"), choices=lambda: _choices(outcomes()))
    framework_tag = django_filters.ChoiceFilter(
        label=_("Framework tag"), choices=lambda: _choices(framework_tags()), method="with_tag"
    )
    role = django_filters.ModelChoiceFilter(
        label=_("In quizzes for"), queryset=FrontlineRole.objects.all(), method="for_role"
    )
    is_used = yes_or_no(_("Used in a quiz"), "used")
    is_overdue = yes_or_no(_("Rests on a fact past its date"), "overdue")
    misconception = django_filters.ModelChoiceFilter(
        label=_("Misconception"), queryset=Misconception.objects.all(), method="telling_of"
    )

    class Meta:
        model = Question
        fields = ["polymorphic_ctype", "topic", "outcome", "difficulty", "is_must_pass", "state"]

    def in_state(self, questions, name, value):
        """Questions in a state, read from the row except for reviews."""
        if value == "review":
            return questions.filter(pk__in=in_review())
        if value == "draft":
            return questions.filter(live=False)
        return questions.filter(live=True, has_unpublished_changes=value == "changed")

    def with_tag(self, questions, name, value):
        """Questions with a framework tag: a whole one, not a part."""
        rows = Question.objects.non_polymorphic().filter(framework_tags__contains=value)
        tagged = rows.values_list("pk", "framework_tags")
        return questions.filter(pk__in=[pk for pk, tags in tagged if value in tags.split()])

    def for_role(self, questions, name, role):
        """Questions in quizzes that are required of a role by name."""
        quizzes = set(QuizPage.objects.filter(roles=role).values_list("pk", flat=True))
        known = [one for one in using.versions() if one.quiz in quizzes]
        return _among(questions, using.asked_by(known), is_in=True)

    def used(self, questions, name, value):
        """Questions that a quiz asks or may draw, or those that none does."""
        return _among(questions, using.asked_by(using.versions()), is_in=value)

    def overdue(self, questions, name, value):
        """Questions that rest on a fact past its review date, or the others."""
        return _among(questions, Q(pk__in=naming(Fact.objects.stale())), is_in=value)

    def telling_of(self, questions, name, misconception):
        """Questions with an option that tells of a misconception."""
        return questions.filter(pk__in=naming([misconception]))


def searched(words, questions):
    """Those of these questions that the search of the bank's list finds, in their order; all without words."""
    if not words:
        return questions
    found = get_search_backend().autocomplete(words, questions)
    return questions.filter(pk__in=[question.pk for question in found])


class QuestionChooserForm(SearchFilterMixin, BaseFilterForm):
    """What the chooser of questions can be narrowed by."""

    type = forms.ChoiceField(label=_("Type"), required=False)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.all(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("All")), *Question.type_choices()]

    def filter(self, objects):
        """Narrow before searching: a search cannot be narrowed by what it was not told."""
        if self.cleaned_data.get("type"):
            objects = objects.filter(polymorphic_ctype=self.cleaned_data["type"])
        if self.cleaned_data.get("topic"):
            objects = objects.filter(topic=self.cleaned_data["topic"])
        return super().filter(objects)


def in_review():
    """The primary keys of the questions that are in a workflow."""
    base = ContentType.objects.get_for_model(Question, for_concrete_model=False)
    states = WorkflowState.objects.active().filter(base_content_type=base)
    return [int(pk) for pk in states.values_list("object_id", flat=True)]


def naming(records):
    """The primary keys of the questions that name any of these records, all of one model."""
    base = ContentType.objects.get_for_model(Question)
    found = ReferenceIndex.get_references_to_in_bulk(list(records)).filter(base_content_type=base)
    return [int(pk) for pk in found.values_list("object_id", flat=True)]


def outcomes():
    """Every outcome that a question names."""
    rows = Question.objects.non_polymorphic().exclude(outcome="")
    return rows.order_by("outcome").values_list("outcome", flat=True).distinct()


def framework_tags():
    """Every framework tag that a question carries."""
    rows = Question.objects.non_polymorphic().exclude(framework_tags="").order_by()
    tags = rows.values_list("framework_tags", flat=True).distinct()
    return sorted({tag for each in tags for tag in each.split()})


def _choices(values):
    return [(value, value) for value in values]


def _among(questions, condition, *, is_in):
    matching = Question.objects.non_polymorphic().filter(condition).values("pk")
    return questions.filter(pk__in=matching) if is_in else questions.exclude(pk__in=matching)
