"""The forms of allauth in our words: no placeholders, since they vanish when one begins to type."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from ..inviting import NotOpen, accept
from ..models import User
from ..naming import SeenName
from ..stashing import stashed_invitation, unstash

NEW_PASSWORD = _("At least 10 characters. Three random words make a good password.")
MISSING = {
    "name": _("Enter your full name."),
    "login": _("Enter your e-mail address."),
    "email": _("Enter an e-mail address."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your current password."),
    "password1": _("Enter a password."),
}
LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "remember": _("Keep me signed in on this device"),
    "oldpassword": _("Current password"),
}


class PlainForm:
    """Our labels, no placeholders, and no link inside a hint."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.error_messages["required"] = MISSING.get(name, field.error_messages["required"])
            if name in {"password", "oldpassword"}:
                field.help_text = ""


class OnePassword:
    """A new password is asked for once: who mistypes it can reset it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = NEW_PASSWORD


class LoginForm(PlainForm, allauth_forms.LoginForm):
    """Sign in."""


class ReauthenticateForm(PlainForm, allauth_forms.ReauthenticateForm):
    """Give the password again before something important."""


class ResetPasswordForm(PlainForm, allauth_forms.ResetPasswordForm):
    """Ask for a link to set a new password."""


class ResetPasswordKeyForm(PlainForm, OnePassword, allauth_forms.ResetPasswordKeyForm):
    """Set a new password from the link."""


class ChangePasswordForm(PlainForm, OnePassword, allauth_forms.ChangePasswordForm):
    """Change the password."""


class SetPasswordForm(PlainForm, OnePassword, allauth_forms.SetPasswordForm):
    """Set the first password."""


class AddEmailForm(PlainForm, allauth_forms.AddEmailForm):
    """Change the e-mail address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class SignupForm(SeenName, PlainForm, allauth_forms.SignupForm):
    """Make an account: by invitation, with the address fixed, or with an address of an allowed domain."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=User._meta.get_field("name").max_length,
        help_text=_("As it should be printed on your certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = stashed_invitation(context.request)
        self.fields["password1"].help_text = NEW_PASSWORD
        if self.invitation is not None:
            # The address is the invitation's, whatever a browser sends.
            del self.fields["email"]

    def clean(self):
        """Take the invitation's address."""
        if self.invitation is not None:
            self.cleaned_data["email"] = self.validate_unique_email(self.invitation.email)
        return super().clean()

    def clean_email(self):
        """Refuse addresses of other domains; the message is the same whether an account exists or not."""
        email = super().clean_email()
        if email.rpartition("@")[2] not in {domain.lower() for domain in settings.ALLOWED_EMAIL_DOMAINS}:
            raise forms.ValidationError(_("Use your work e-mail address, or ask your manager for an invitation."))
        return email

    def try_save(self, request):
        """Make the account, or say by mail that there is one already, as for the second of two at once."""
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)
        except NotOpen as closed:
            unstash(request)
            messages.error(request, str(closed))
            raise ImmediateHttpResponse(redirect("account_login")) from None

    def use_invitation(self, user):
        """Accept it for the account that was made just now. Raises NotOpen where it was used or withdrawn meanwhile."""
        if self.invitation is not None:
            accept(self.invitation, user)

    def signup(self, request, user):
        """Called by allauth when the account is made."""
        if self.invitation is not None:
            # They followed the link in our mail, so that the address is proved.
            get_adapter().stash_verified_email(request, self.invitation.email)
            unstash(request)
