"""Screens in Wagtail for administrators: accounts, organisations, frontline roles."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import UserViewSet

from .forms.editor import AccountCreationForm, AccountEditForm, OrganisationForm
from .models import FrontlineRole, Organisation


class AccountViewSet(UserViewSet):
    """Accounts."""

    def get_form_class(self, for_update=False):
        """The form for a new account or for one that is there."""
        return AccountEditForm if for_update else AccountCreationForm


class OrganisationViewSet(ModelViewSet):
    """The tree of organisations."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = ["indented_name", "kind"]
    ordering = "path"
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        """The form that knows the tree."""
        return OrganisationForm


class FrontlineRoleViewSet(ModelViewSet):
    """The trades that courses speak to."""

    model = FrontlineRole
    icon = "tag"
    menu_label = _("Frontline roles")
    list_display = ["name", "slug"]
    form_fields = ["name", "slug", "order"]
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False


class PeopleGroup(ViewSetGroup):
    """One entry in the menu."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 700
    items = (OrganisationViewSet, FrontlineRoleViewSet)
