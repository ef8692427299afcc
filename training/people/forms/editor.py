"""Forms in Wagtail for administrators: accounts and organisations."""

from allauth.account.models import EmailAddress
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from .. import readdressing
from ..models import FrontlineRole, Organisation, User
from ..naming import SeenName

UNSEEN_NAME = _("Enter the full name, or leave it empty for its owner to give.")


class AccountCreationForm(SeenName, UserCreationForm):
    """Make an account without a password: its owner sets one through a link."""

    first_name = last_name = None
    unseen_name = UNSEEN_NAME

    class Meta:
        model = User
        fields = ["email", "name", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def save(self, commit=True):
        """Keep the account; nobody can sign in to it yet."""
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountEditForm(SeenName, UserEditForm):
    """Change an account. A changed address has to be verified by its owner before the next sign-in."""

    first_name = last_name = None
    unseen_name = UNSEEN_NAME

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def save(self, commit=True):
        """Keep the account, and let go of the addresses it was known by before."""
        user = super().save(commit)
        if "email" in self.changed_data:
            readdressing.let_go(self.initial["email"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
        return user


class OrganisationForm(WagtailAdminModelForm):
    """Put an organisation somewhere in the tree, or move it with all that is below it."""

    above = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Part of"),
        required=False,
        help_text=_("Managers of that organisation will see this one too."),
    )

    class Meta:
        model = Organisation
        fields = ["name", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.order_by("path")
        if self.instance.pk:
            others = others.exclude(path__startswith=self.instance.path)
            self.initial["above"] = self.instance.get_parent()
        self.fields["above"].queryset = others
        self.fields["above"].choices = [
            ("", _("Nothing: it stands at the top")),
            *((one.pk, one.indented_name()) for one in others),
        ]

    def save(self, commit=True):
        """Add to the tree, or save and move: the tree's own columns are never written by hand."""
        above = self.cleaned_data["above"]
        organisation = self.instance
        if organisation.pk is None:
            add = above.add_child if above else Organisation.add_root
            return add(instance=organisation)
        organisation.save()
        # Moving to the same place puts a renamed one where its name belongs.
        if above:
            organisation.move(above, "sorted-child")
        else:
            organisation.move(Organisation.get_first_root_node(), "sorted-sibling")
        return Organisation.objects.get(pk=organisation.pk)


class FrontlineRoleForm(WagtailAdminModelForm):
    """A trade. Its slug is chosen once: released editions name by it of whom something is required."""

    class Meta:
        model = FrontlineRole
        fields = ["name", "slug", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None
