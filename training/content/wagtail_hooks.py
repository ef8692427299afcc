"""The registers in the editor: contacts, facts and reported problems, and a refusal to delete what is in use."""

import django_filters
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import guarding, media_access
from .checking import CHOICES, NeedsCheckingPanel, in_state, state_words
from .forms import RegisterForm
from .models import Contact, Fact, ProblemReport
from .models.register import NOTE_HELP


class ReadersWriteThese(ModelPermissionPolicy):
    """Readers report problems; in the editor they are only read and dealt with."""

    def user_has_permission(self, user, action):
        """Refuse to add, whoever asks."""
        return action != "add" and super().user_has_permission(user, action)


register_permission_policy(ProblemReport, ReadersWriteThese(ProblemReport))


def check_column():
    """Whether a record still holds, as a tag."""
    return StatusTagColumn(
        "check_state",
        label=gettext_lazy("State"),
        accessor=state_words,
        primary=lambda record: record.check_state == "current",
    )


def date_columns():
    """When a record was checked and when it must be again, as dates; Wagtail's own say "3 weeks ago"."""
    return [_date_column("checked_on", gettext_lazy("Checked on")), _date_column("review_by", gettext_lazy("Check by"))]


def _date_column(name, label):
    def written(record):
        date = getattr(record, name)
        return date_format(date) if date else ""

    return Column(name, label=label, sort_key=name, accessor=written)


class CheckFilter(WagtailFilterSet):
    """Filter a register by whether its records still hold."""

    check_state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=CHOICES, method="by_state")

    def by_state(self, queryset, name, value):
        """Keep the records in one state."""
        return in_state(queryset, value)


class ContactFilter(CheckFilter):
    """What the list of contacts can be narrowed by."""

    class Meta:
        model = Contact
        fields = ["urgency", "area", "is_local"]


class FactFilter(CheckFilter):
    """What the list of facts can be narrowed by."""

    class Meta:
        model = Fact
        fields = ["area"]


class ContactViewSet(SnippetViewSet):
    """The register of contacts."""

    model = Contact
    icon = "mobile-alt"
    menu_label = gettext_lazy("Contacts")
    list_display = ["name", "key", "display", check_column(), *date_columns()]
    filterset_class = ContactFilter
    copy_view_enabled = False
    list_per_page = 50
    edit_handler = ObjectList(Contact.panels, base_form_class=RegisterForm)


class FactViewSet(SnippetViewSet):
    """The register of facts."""

    model = Fact
    icon = "check"
    menu_label = gettext_lazy("Facts")
    list_display = ["__str__", "area", check_column(), *date_columns()]
    filterset_class = FactFilter
    copy_view_enabled = False
    list_per_page = 50
    edit_handler = ObjectList(
        [
            *(FieldPanel(name) for name in ["key", "claim", "source", "area", "checked_on", "review_by"]),
            FieldPanel("note", help_text=NOTE_HELP),
        ],
        base_form_class=RegisterForm,
    )


class ProblemReportViewSet(SnippetViewSet):
    """What readers said is wrong. Only "dealt with" can be changed."""

    model = ProblemReport
    icon = "comment"
    menu_label = gettext_lazy("Problems with pages")
    list_display = ["page_title", "message", "reported_at", "is_done"]
    list_filter = ["is_done"]
    copy_view_enabled = False
    panels = [
        FieldPanel("page_title", read_only=True),
        FieldPanel("message", read_only=True),
        FieldPanel("reported_at", read_only=True),
        FieldPanel("is_done"),
    ]


class RegistersGroup(SnippetViewSetGroup):
    """One menu for what pages stand on."""

    items = (ContactViewSet, FactViewSet, ProblemReportViewSet)
    menu_label = gettext_lazy("Registers")
    menu_icon = "clipboard-list"
    menu_order = 250


register_snippet(RegistersGroup)


hooks.register("before_delete_snippet", guarding.refuse_delete)
hooks.register("before_bulk_action", guarding.refuse_bulk)
# Before Wagtail's own, which it replaces.
hooks.register("register_admin_urls", guarding.upload_urls, order=-1)


@hooks.register("before_serve_document")
def guard_document(document, request):
    """Send a document to those who may have it, and lead a visitor to sign in."""
    if media_access.may_have(request, document):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


@hooks.register("insert_global_admin_css")
def editor_style():
    """What the editor looks like beside what Wagtail makes of it."""
    return format_html('<link rel="stylesheet" href="{}">', static("training/editor.css"))


@hooks.register("construct_homepage_panels")
def show_what_needs_checking(request, panels):
    """Put what trainers must check at the top of their dashboard."""
    if request.user.is_trainer:
        panels.append(NeedsCheckingPanel())
