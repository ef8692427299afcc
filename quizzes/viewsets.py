"""Finished attempts in the editor, where administrators find one to open it again."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from training.people import audit

from .models import Attempt
from .reopening import may_be_reopened


class AttemptIndexView(generic.IndexView):
    """Whose, at which quiz, and when it was finished. No answers, no marks. A look is written down."""

    any_permission_required = ["view"]
    page_title = _("Finished attempts")

    def get_base_queryset(self):
        """Those that may be opened again: nobody's own, and none of a period that is over."""
        attempts = may_be_reopened().exclude(enrolment__learner=self.request.user)
        return attempts.select_related("edition", "enrolment").defer("edition__content")

    def get_context_data(self, **kwargs):
        """The list."""
        context = super().get_context_data(**kwargs)
        data = audit.numbers_of(context["page_obj"])
        audit.record("quizzes.view_attempts", Attempt, user=self.request.user, data=data)
        return context


class AttemptViewSet(ModelViewSet):
    """Finished attempts in the editor's menu."""

    model = Attempt
    icon = "history"
    menu_label = _("Finished attempts")
    menu_order = 790
    add_to_admin_menu = True
    add_to_reference_index = False
    form_fields = ["number"]
    copy_view_enabled = False
    index_view_class = AttemptIndexView
    search_fields = ["enrolment__name", "enrolment__email"]
    search_backend_name = None
    list_display = [
        TitleColumn("name", label=_("Learner"), accessor="enrolment.name", url_name="quizzes_reopen"),
        Column("quiz", label=_("Quiz"), accessor="edition.quiz.title"),
        Column("number", label=_("Attempt")),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("submitted_at", label=_("Finished"), sort_key="submitted_at"),
    ]
    ordering = ["-submitted_at", "-pk"]
