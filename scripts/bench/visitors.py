"""Signed-in visitors: sessions as signing in would leave them."""

import time
from importlib import import_module

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

OURS, BARE = "training.people.backend.Backend", "django.contrib.auth.backends.ModelBackend"
# What is not a question to the database, but says where one transaction begins and another ends.
BETWEEN = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def cookie(person, backend: str = OURS) -> str:
    """The cookie of a new session of this person, who took the second step too."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(person)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def queries(act) -> int:
    """How many questions an act asks the database: the second time, when the process has in mind what it keeps."""
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(not query["sql"].startswith(BETWEEN) for query in captured)


def client(cookie_line: str) -> Client:
    """A client of this process, for counting. It goes the same ways as the web processes."""
    visitor = Client(SERVER_NAME="127.0.0.1")
    name, _, value = cookie_line.partition("=")
    visitor.cookies[name] = value
    return visitor


def whole(response) -> bytes:
    """An answer to its end; raises RuntimeError unless it is a page, a file or a way to one."""
    if response.status_code not in (200, 302):
        raise RuntimeError(f"Status {response.status_code}")
    return b"".join(response.streaming_content) if response.streaming else response.content
