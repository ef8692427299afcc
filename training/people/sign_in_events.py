"""What people do about signing in, written into the audit log: keys and kinds, never a password or a typed address.

An attempt on an address that nobody here has is not written down: it would be a list of strangers' addresses.
"""

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed

from . import audit
from .models import User

# allauth's signals that carry the person, and what is written down.
EVENTS = [
    (account.password_changed, "people.password_changed"),
    (account.password_set, "people.password_changed"),
    (account.password_reset, "people.password_reset"),
    (account.email_changed, "people.email_changed"),
    (mfa.authenticator_added, "people.second_step_added"),
    (mfa.authenticator_removed, "people.second_step_removed"),
    (mfa.authenticator_reset, "people.second_step_renewed"),
    (mfa.authentication_failed, "people.second_step_failed"),
]


def listen():
    """Connect what writes to what happens; called once, when the app is ready."""
    for signal, action in EVENTS:
        signal.connect(_writer(action), weak=False, dispatch_uid=f"people.{action}.{id(signal)}")
    account.user_logged_in.connect(signed_in, dispatch_uid="people.signed_in")
    user_login_failed.connect(failed, dispatch_uid="people.sign_in_failed")
    user_logged_out.connect(signed_out, dispatch_uid="people.signed_out")


def _writer(action):
    def write(request, user, authenticator=None, **_):
        data = {"kind": authenticator.type} if authenticator else None
        audit.record(action, user, user=user, data=data)

    return write


def signed_in(request, user, **_):
    """Somebody signed in, by these ways."""
    ways = [record["method"] for record in get_authentication_records(request, user)]
    audit.record("people.sign_in", user, user=user, data={"ways": ways})


def failed(credentials, **_):
    """A wrong password for an account that exists. Nobody knows who gave it."""
    user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    if user is not None:
        audit.record("people.sign_in_failed", user, user=None)


def signed_out(request, user, **_):
    """Somebody signed out."""
    if user is not None:
        audit.record("people.sign_out", user, user=user)


def sessions_ended(sessions):
    """Sessions of one person were ended before their time."""
    if sessions:
        user = sessions[0].user
        audit.record("people.sessions_ended", user, user=user, data={"sessions": len(sessions)})
