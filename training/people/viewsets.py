"""Screens in Wagtail for administrators: accounts, organisations, frontline roles."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.users.views.users import CreateView, EditView, HistoryView, IndexView, UserViewSet

from . import audit, lapsing
from .forms.editor import AccountCreationForm, AccountEditForm, FrontlineRoleForm, OrganisationForm
from .models import FrontlineRole, Organisation, User
from .trainers import powers_of


class AccountIndexView(IndexView):
    """The list of accounts. Looking at it is written down."""

    def get_context_data(self, *args, **kwargs):
        """The list."""
        context = super().get_context_data(*args, **kwargs)
        data = audit.numbers_of(context["page_obj"])
        audit.record("people.view_accounts", User, user=self.request.user, data=data)
        return context


class AccountEditView(EditView):
    """One account. Looking at it is written down, and so is who was made trainer or administrator."""

    def dispatch(self, request, *args, **kwargs):
        """Lead away from what is left of an erased person: nobody may give it a name again."""
        if self.object.erased_at:
            messages.info(request, _("This person was erased. There is nothing left to change."))
            return redirect("wagtailusers_users:index")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_more_buttons(self):
        """Offer to erase anybody else."""
        if self.editing_self:
            return super().header_more_buttons
        url = reverse("people_erase", args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("Erase this person"), url, icon_name="bin", priority=90)]

    def get(self, request, *args, **kwargs):
        """Show the account."""
        audit.record("people.view_account", self.object, user=request.user)
        return super().get(request, *args, **kwargs)

    def save_instance(self):
        """Keep what changed, and write down what it lets this person do."""
        before = powers_of(self.object)
        with transaction.atomic():
            account = super().save_instance()
            if (now := powers_of(account)) != before:
                audit.record("people.grant", account, user=self.request.user, data=now | {"before": before})
                lapsing.withdraw_lapsed([account])
        return account


class AccountCreateView(CreateView):
    """A new account, and what it may do."""

    def save_instance(self):
        """Keep it, and write down what it lets this person do."""
        with transaction.atomic():
            account = super().save_instance()
            audit.record("people.grant", account, user=self.request.user, data=powers_of(account))
        return account


class AccountHistoryView(HistoryView):
    """What was done to an account."""

    def get(self, request, *args, **kwargs):
        """Show it, and write that down."""
        audit.record("people.view_account", self.object, user=request.user)
        return super().get(request, *args, **kwargs)


class AccountViewSet(UserViewSet):
    """Accounts."""

    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    history_view_class = AccountHistoryView

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
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        """The form that keeps the slug."""
        return FrontlineRoleForm


class PeopleGroup(ViewSetGroup):
    """One entry in the menu."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 700
    items = (OrganisationViewSet, FrontlineRoleViewSet)
