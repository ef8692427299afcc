"""Who may make an account, where people land after signing in, and how second steps are kept."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from training.visitors import address_of

from . import sealing, second_step, sign_in_events
from .details import lacks_details
from .stashing import stashed_invitation

# What a limit counts by where nobody knows a visitor's address: all such visitors share it.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens here
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from an app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation or from an allowed e-mail domain."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many failed attempts. Wait a few minutes and try again."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request):
        """Whether the sign-up page opens: for an invited person, or when some e-mail domains are allowed."""
        return bool(settings.ALLOWED_EMAIL_DOMAINS) or stashed_invitation(request) is not None

    def save_user(self, request, user, form, commit=True):
        """Keep the name with the account, and use the invitation: both or neither. Raises NotOpen."""
        user.name = form.cleaned_data["name"]
        # This hashes the password, which is slow on purpose; in the transaction it would keep other writers waiting.
        user = super().save_user(request, user, form, commit=False)
        if commit:
            with transaction.atomic():
                user.save()
                form.use_invitation(user)
        return user

    def get_login_redirect_url(self, request):
        """Who has no name or role yet is shown their details first; nothing makes them stay there."""
        if lacks_details(request.user):
            return reverse("people:profile")
        return super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request):
        """As after signing in."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        """Back to one's details."""
        return reverse("people:profile")

    def get_client_ip(self, request):
        """The visitor's address by the rule of the whole site.

        allauth's own answers 500 to a request with fewer forwarded addresses than our proxies add.
        """
        return address_of(request) or UNKNOWN_ADDRESS

    def get_reauthentication_methods(self, user):
        """The ways to prove once more who one is. Who has a second step proves it by that, not by the password.

        A session from before the second step, and a password, could otherwise read the recovery codes.
        """
        ways = super().get_reauthentication_methods(user)
        if user.is_authenticated and second_step.has_one(user):
            ways = [way for way in ways if way["id"] != "reauthenticate"]
        return [way | {"description": WAYS.get(way["id"], way["description"])} for way in ways]


class SecondStepAdapter(DefaultMFAAdapter):
    """Second steps in our words, with their secrets sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the right code, or it is no longer valid. Try the next one."),
    }

    def encrypt(self, text):
        """Seal a secret before it is stored."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text):
        """Open it again."""
        return sealing.unseal(encrypted_text)

    def generate_authenticator_name(self, user, type):
        """What a new passkey is called until its owner names it."""
        return gettext("Passkey %(number)d") % {"number": user.authenticator_set.filter(type=type).count() + 1}


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending sessions, which is written down."""

    def end_sessions(self, sessions):
        """End them all; they are one person's."""
        sessions = list(sessions)
        sign_in_events.sessions_ended(sessions)
        super().end_sessions(sessions)
