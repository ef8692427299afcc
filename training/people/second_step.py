"""The second step at sign-in: who needs it, whether this session took it, and the way to it."""

from fnmatch import fnmatch
from typing import NamedTuple

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from . import audit, sessions

GOING_TO = "people.going_to"
# Recovery codes stand in for one of these; alone they are no second step.
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondStep(NamedTuple):
    """How things stand for one visitor: `going_to` is where she was stopped, or ""."""

    is_needed: bool
    is_done: bool
    going_to: str


def state(request):
    """The SecondStep of whoever is asking. Asks the database nothing."""
    return SecondStep(is_needed(request.user), is_done(request), request.session.get(GOING_TO, ""))


def is_needed(user):
    """Whether this person writes what others learn, or reads what others did, on a site that asks for more then."""
    return settings.SECOND_STEP_REQUIRED and user.is_authenticated and (user.is_trainer or user.reads_team)


def is_done(request):
    """Whether this session, of this person, was proved by a code from an app, a recovery code or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_enough(request):
    """Whether whoever asks has proved who she is as far as this site wants it of her."""
    return is_done(request) or not is_needed(request.user)


def has_one(user):
    """Whether this person has set up a second step. Costs a query."""
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def is_open(view_name):
    """Whether an address may be opened without a second step. What the settings do not name, may not."""
    return any(fnmatch(view_name or "", pattern) for pattern in settings.OPEN_WITHOUT_SECOND_STEP)


def lead(request):
    """Send to the second step, or to set one up; remember where she was going, unless she was sending something."""
    going_to = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    if has_one(request.user):
        query = {REDIRECT_FIELD_NAME: going_to}
        return redirect(reverse("mfa_reauthenticate", query=query))
    request.session[GOING_TO] = going_to
    return redirect("mfa_index")


def forget_where(request):
    """Forget where she was going, now that she is there."""
    if GOING_TO in request.session:
        del request.session[GOING_TO]


def was_set_up(request, user, authenticator, **_):
    """Count the session in which a second step was set up as proved by it: she has just shown that it works.

    With the first, her other sessions end: a password alone began them, and from now on it lets nobody in. A further
    one leaves them, since each of them took a step. A receiver of allauth's `authenticator_added`, which also tells
    the owner by mail.
    """
    if authenticator.type not in STEPS:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    if not Authenticator.objects.filter(user=user, type__in=STEPS).exclude(pk=authenticator.pk).exists():
        sessions.end_others(request, user)


def was_removed(request, user, authenticator, **_):
    """Count this session as proved by a password alone when the last second step is gone.

    A receiver of allauth's `authenticator_removed`.
    """
    if not has_one(user):
        records = get_authentication_records(request, user)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]


def take_away(user, *, actor=None):
    """Remove every second step of a person who has lost them, and end all her sessions. Returns how many there were.

    Whoever asks for it must know that it is she: until she sets up another, her password is all that is asked.
    """
    with transaction.atomic():
        audit.record("people.second_step_taken_away", user, user=actor)
        _, kinds = Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
    return kinds.get(Authenticator._meta.label, 0)
