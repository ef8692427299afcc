"""Certificates in the editor: trainers replace a faulty one, administrators also revoke and reinstate."""

from django.db.models import Q
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from training import addresses  # noqa: F401 - it makes <id:...> known
from training.people import audit

from .codes import normalised
from .models import Certificate, Status
from .views import deciding

ACTIONS = {
    "certificates.revoke": (_("Revoke a certificate"), _("Revoked a certificate")),
    "certificates.reinstate": (_("Reinstate a certificate"), _("Reinstated a certificate")),
    "certificates.reissue": (_("Replace a certificate"), _("Replaced a certificate")),
    "certificates.download": (_("Download somebody's certificate"), _("Downloaded somebody's certificate")),
    "certificates.view_team": (_("Look at a team's certificates"), _("Looked at a team's certificates")),
    "certificates.download_team": (_("Download a team's certificates"), _("Downloaded a team's certificates")),
    "certificates.view_all": (_("Look at the certificates"), _("Looked at the list of certificates")),
    "certificates.view": (_("Look at a certificate"), _("Looked at somebody's certificate")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what this app writes down."""
    for name, words in ACTIONS.items():
        actions.register_action(name, *words)


class LookOnly(ModelPermissionPolicy):
    """Trainers and administrators see certificates; nobody adds, changes or deletes one."""

    def user_has_permission(self, user, action):
        """Whether this person may do this."""
        return user.is_active and user.is_trainer and action == "view"

    def user_has_any_permission(self, user, actions):
        """Whether this person may do any of these."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Certificate, LookOnly(Certificate))


class CertificateIndexView(generic.IndexView):
    """The list, with where each certificate stands. Trainers, who look after designs, find no people in it."""

    any_permission_required = ["view"]

    def search_queryset(self, queryset):
        """What is looked for. Only administrators look for a person; for others a code is right as a whole, or wrong.

        Found by its parts, a code could be grown letter by letter, and with it the public check shows the name.
        """
        if self.request.user.is_superuser or not self.is_searching:
            return super().search_queryset(queryset)
        return queryset.filter(Q(serial__icontains=self.search_query) | Q(code=normalised(self.search_query)))

    @cached_property
    def columns(self):
        """Every column for administrators, and those without names for trainers."""
        named = self.request.user.is_superuser
        return [column for column in super().columns if named or column.name != "name"]

    def get_context_data(self, **kwargs):
        """The list. It shows names to administrators, so their look is written down."""
        context = super().get_context_data(**kwargs)
        if self.request.user.is_superuser:
            data = audit.numbers_of(context["page_obj"])
            audit.record("certificates.view_all", Certificate, user=self.request.user, data=data)
        return context

    def get_base_queryset(self):
        """Certificates with their status, and without a query for each."""
        return super().get_base_queryset().with_status()


class CertificateViewSet(ModelViewSet):
    """Certificates in the editor's menu."""

    model = Certificate
    icon = "doc-full"
    menu_label = _("Certificates")
    menu_order = 800
    add_to_admin_menu = True
    add_to_reference_index = False
    form_fields = ["serial"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = deciding.CertificateInspectView
    inspect_template_name = "certificates/admin/inspect.html"
    index_view_class = CertificateIndexView
    search_fields = ["serial", "code", "enrolment__name", "enrolment__email"]
    search_backend_name = None
    list_display = [
        TitleColumn("serial", label=_("Serial"), url_name="certificate:inspect"),
        Column("name", label=_("Name")),
        Column("data.course", label=_("Course")),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="status_label",
            primary=lambda certificate: certificate.status == Status.VALID,
        ),
        DateColumn("issued_at", label=_("Issued"), sort_key="issued_at"),
    ]
    ordering = ["-issued_at", "-pk"]


@hooks.register("register_admin_viewset")
def register_certificates():
    """Put certificates into the editor."""
    return CertificateViewSet("certificate")


@hooks.register("register_admin_urls")
def register_decisions():
    """The addresses to which the buttons post."""
    return [
        path("certificate/<id:pk>/revoke/", deciding.revoke, name="certificates_revoke"),
        path("certificate/<id:pk>/reinstate/", deciding.reinstate, name="certificates_reinstate"),
        path("certificate/<id:pk>/reissue/", deciding.reissue, name="certificates_reissue"),
    ]
