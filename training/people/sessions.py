"""Where people are signed in: what is kept of it, when it goes, and how a person ends it."""

from datetime import timedelta

from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone

SEEN = "people.seen_at"
# Often enough to recognise one's own device by, and seldom enough to cost nothing.
SEEN_EVERY = timedelta(hours=1).total_seconds()


def begin(request, **_):
    """Note that a session was seen. A receiver of allauth's `user_logged_in`, which makes the row."""
    request.session[SEEN] = timezone.now().timestamp()


def note(request):
    """Write down that this session is in use, at most once an hour."""
    seen = request.session.get(SEEN)
    now = timezone.now()
    if seen is None or now.timestamp() - seen < SEEN_EVERY:
        return
    request.session[SEEN] = now.timestamp()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


def end(request, pk):
    """End one of this person's own sessions. Raises Http404 for any other."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    return session


def end_others(request, user, **_):
    """End all sessions but this one. A receiver of allauth's `authenticator_removed`: what proved them is gone.

    The same when a first second step is set up, which the sessions of before never took.
    """
    end_other_sessions(request, user)


def end_all(user):
    """End every session of a person, from outside one."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def tidy(now):
    """Delete what is kept of sessions that have run out: addresses and browsers are personal data."""
    UserSession.objects.filter(last_seen_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
