"""The forms of the second step in our words."""

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.utils.translation import gettext_lazy as _

from .account import PlainForm


class CodeForm(PlainForm):
    """Asks for a code. `hint` says which."""

    hint = _("Six figures from the app, or one of your recovery codes.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.help_text = self.hint
        code.error_messages["required"] = _("Enter the code.")
        # A telephone then shows figures; nothing is refused for being typed with a space.
        code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class AuthenticateForm(CodeForm, base_forms.AuthenticateForm):
    """The second step at sign-in."""


class ReauthenticateForm(CodeForm, base_forms.ReauthenticateForm):
    """The second step again, before something important."""


class ActivateTOTPForm(CodeForm, totp_forms.ActivateTOTPForm):
    """Set up an app."""

    hint = _("The six figures that the app shows now.")


class AddPasskeyForm(PlainForm, passkey_forms.AddWebAuthnForm):
    """Make a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again, such as “Work phone”.")
        self.fields["name"].max_length = 100
        self.fields["passwordless"].label = _("Sign in with it alone, without my password")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(PlainForm, passkey_forms.EditWebAuthnForm):
    """Give a passkey another name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].error_messages["required"] = _("Enter a name.")
