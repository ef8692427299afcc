"""Who may make an account, and where people land after signing in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .details import lacks_details
from .stashing import stashed_invitation


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
