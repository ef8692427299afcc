"""The question bank in the editor: one list of all types, and a screen for each that grows by itself."""

from django.contrib.admin.utils import quote
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    EditView,
    IndexView,
    PreviewOnCreateView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from .listing import safety_column, state_column, type_column, uses_column, with_uses_and_reviews
from .models import Misconception, Question, Topic
from .narrowing import QuestionChooserForm, QuestionFilterSet


def screens_of(question):
    """The screens that know all fields of a question."""
    return type(question).snippet_viewset


class QuestionIndexView(IndexView):
    """The list of all types. Each row leads to its own type's screens."""

    @cached_property
    def header_more_buttons(self):
        """Wagtail's own, and the export of what the list shows."""
        address = f"{reverse('quizzes_export')}?{self.request.GET.urlencode()}"
        mine = Button(_("Export to another system"), address, icon_name="download", priority=90)
        return [*super().header_more_buttons, mine]

    def get_table(self, object_list):
        """Tell each question of this page what its row shows of others, for all at once."""
        return super().get_table(with_uses_and_reviews(object_list))

    def get_edit_url(self, instance):
        """Where all fields of this question can be edited."""
        return self._url(instance, "edit", "change")

    def get_copy_url(self, instance):
        """Where this question can be copied."""
        return self._url(instance, "copy", "add")

    def get_delete_url(self, instance):
        """Where this question can be deleted."""
        return self._url(instance, "delete", "delete")

    def get_usage_url(self, instance):
        """Where this question is used."""
        return self._url(instance, "usage", "change")

    def _url(self, instance, name, action):
        policy = policy_registry.get_by_type(type(instance))
        if not policy.user_has_permission(self.request.user, action):
            return None
        return reverse(screens_of(instance).get_url_name(name), args=[quote(instance.pk)])


class ChooseTypeView(CreateView):
    """ "Add question" asks first which type."""

    def dispatch(self, request, *args, **kwargs):
        """Show the types that this person may add."""
        types = [
            (capfirst(type_._meta.verbose_name), reverse(type_.snippet_viewset.get_url_name("add")))
            for type_ in Question.types()
            if policy_registry.get_by_type(type_).user_has_permission(request.user, "add")
        ]
        context = {"types": types, "header_title": self.page_title, "list_url": reverse(self.index_url_name)}
        return TemplateResponse(request, "quizzes/editor/choose_type.html", context)


class ToOwnScreenView(EditView):
    """The screen of the base type knows too few fields: it leads on to the question's own."""

    def dispatch(self, request, *args, **kwargs):
        """Lead on."""
        return redirect(screens_of(self.object).get_url_name("edit"), quote(self.object.pk))


class CopyQuestionView(CopyView):
    """Fills the form of a new question from an old one. The form goes to "add": sent here, it would replace the old."""

    http_method_names = ["get", "head", "options"]


class PreviewNewQuestionView(PreviewOnCreateView):
    """Shows a question beside its form from the first word on. Only to save it, it needs a topic."""

    def validate_form(self, form):
        """Whether there is something to show."""
        form.fields["topic"].required = False
        return super().validate_form(form)


class LiveQuestionsMixin:
    """Offers published questions only."""

    filter_form_class = QuestionChooserForm

    def get_object_list(self):
        """Published questions of every type."""
        return Question.objects.filter(live=True).select_related("latest_revision", "topic")

    @property
    def columns(self):
        """The title and the type; every one is published."""
        return [self.title_column, type_column()]


class QuestionChooseView(LiveQuestionsMixin, ChooseView):
    """The chooser of questions."""


class QuestionChooseResultsView(LiveQuestionsMixin, ChooseResultsView):
    """Its results."""


class QuestionChooserViewSet(SnippetChooserViewSet):
    """Chooses a published question for a quiz."""

    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView


class QuestionViewSet(SnippetViewSet):
    """All questions, of every type."""

    model = Question
    icon = "help"
    menu_label = _("All questions")
    index_view_class = QuestionIndexView
    add_view_class = ChooseTypeView
    edit_view_class = ToOwnScreenView
    chooser_viewset_class = QuestionChooserViewSet
    filterset_class = QuestionFilterSet
    list_per_page = 50
    list_display = [
        "__str__",
        type_column(),
        Column("topic", label=_("Topic"), sort_key="topic__name"),
        safety_column(),
        state_column(),
        uses_column(),
        UpdatedAtColumn(),
    ]

    def get_queryset(self, request):
        """Every question as its own type, with what the list shows."""
        return Question.objects.select_related("latest_revision", "topic")


def screens_for(type_):
    """The screens of one question type."""
    return type(
        f"{type_.__name__}ViewSet",
        (SnippetViewSet,),
        {
            "model": type_,
            "icon": "help",
            "menu_label": capfirst(type_._meta.verbose_name_plural),
            "copy_view_class": CopyQuestionView,
            "preview_on_add_view_class": PreviewNewQuestionView,
            "list_filter": ["topic", "is_must_pass", "live"],
            "list_per_page": 50,
            "list_display": ["__str__", "topic", state_column(), UpdatedAtColumn()],
        },
    )


class TopicViewSet(SnippetViewSet):
    """What questions are about."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    copy_view_enabled = False


class MisconceptionViewSet(SnippetViewSet):
    """What people may believe that is not so."""

    model = Misconception
    icon = "help"
    menu_label = _("Misconceptions")
    list_display = ["name", "key"]
    copy_view_enabled = False


class QuestionsGroup(SnippetViewSetGroup):
    """One menu for the bank."""

    items = (
        QuestionViewSet,
        *(screens_for(type_) for type_ in Question.types()),
        TopicViewSet,
        MisconceptionViewSet,
    )
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 260

    def get_submenu_items(self):
        """All questions, topics and misconceptions: each type is found in the list of all, so the menu stays short."""
        shown = [item for item in self.registerables if item.model in {Question, Topic, Misconception}]
        items = [item.get_menu_item(order) for order, item in enumerate(shown, start=1)]
        return [
            *items,
            ExchangeMenuItem(
                _("Import"), reverse("quizzes_import"), name="import-questions", icon_name="upload", order=8
            ),
            ExchangeMenuItem(
                _("Export"), reverse("quizzes_export"), name="export-questions", icon_name="download", order=9
            ),
        ]


class ExchangeMenuItem(MenuItem):
    """A line of the menu that those have who may write questions."""

    def is_shown(self, request):
        """Show it to them."""
        return policy_registry.get_by_type(Question).user_has_permission(request.user, "add")
