"""Whom to call today: the register of contacts, read once a request, with a fallback for what must not show.

A learner never sees a number that is past its review date or that nobody has filled in. In its place stands
another contact of the register, or a national number that does not change.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid4

from asgiref.local import Local
from django.apps import apps
from django.core.cache import caches
from django.db import transaction
from django.utils.translation import gettext_lazy as _

TOKEN = re.compile(r"\{\{\s{0,3}contact:([\w-]{1,50})\s{0,3}\}\}")


class National(NamedTuple):
    """A number that holds everywhere in the United Kingdom and needs no review."""

    key: str
    name: str
    number: str
    display: str
    purpose: str
    # Nobody has to look these up.
    is_unverified = False


EMERGENCY = National(
    "emergency",
    _("Emergency services"),
    "999",
    "999",
    _("Someone is in danger now, or a crime is happening now."),
)
POLICE = National(
    "police_101",
    _("Police non-emergency line"),
    "101",
    "101",
    _("A crime or a concern for the police when nobody is in danger now."),
)
NATIONALS = {national.key: national for national in (EMERGENCY, POLICE)}
# What stands in for a contact of each group: keys to try first, then a number that always holds.
FALLBACKS = {
    "now": ((), EMERGENCY),
    "today": ((), POLICE),
    "advice": (("ms_helpline",), POLICE),
    "you": (("samaritans",), None),
}

_held = Local()


@dataclass(frozen=True)
class Line:
    """A contact as a learner may see it today. `instead`: whom to call while its own number cannot be shown."""

    key: str
    contact: object
    state: str  # current, stale, missing (nobody has filled it in) or unknown (no such key)
    instead: object = None

    @property
    def is_current(self):
        """Whether the number, or the website, may be shown."""
        return self.state == "current"

    @property
    def name(self):
        """The name to head it with."""
        return (self.contact or self.instead).name

    @property
    def who(self):
        """The contact whose number to show."""
        return self.contact if self.is_current else self.instead


class Register(dict):
    """Every contact by its key, as read at one moment. `name` names that reading: no other has the same."""

    def __init__(self, found):
        super().__init__({contact.key: contact for contact in found})
        self.name = uuid4().hex


def contacts():
    """The `Register`. Each process asks the database once a minute, and after a contact is saved.

    Whether one is stale is judged when it is shown, so that a minute's memory cannot show a stale number.
    """
    found = getattr(_held, "contacts", None)
    if found is None:
        # The version is read first: what is kept under it was never read before a change that another version tells of.
        found = caches["process"].get_or_set(f"contacts-{version()}", _read)
        if getattr(_held, "is_open", False):
            _held.contacts = found
    return found


def _read():
    return Register(apps.get_model("content.Contact").objects.all())


def version():
    """The name of what this process knows of contacts and facts. Another one after either was saved or deleted."""
    return caches["process"].get_or_set("registers-version", _new_version, None)


def _new_version():
    # Never one that was before, though the cache may have dropped it: an old page would come back with it.
    return uuid4().hex


def was_changed(using=None, **_):
    """Forget at once, for whoever made the change, and again when it is committed.

    Until then another thread sees what was before, and may remember it anew. A receiver of a contact or a fact that
    was saved or deleted.
    """
    forget()
    transaction.on_commit(forget, using=using, robust=True)


def forget():
    """Read the registers anew at the next use."""
    caches["process"].delete("registers-version")
    _held.contacts = None


def line(key):
    """The line for a key, whatever became of its contact."""
    return line_of(contacts().get(key), key)


def line_of(contact, key=""):
    """The line for a contact, or for one that is no longer in the register (None)."""
    if contact is None:
        known = NATIONALS.get(key)
        return Line(key, known, "current") if known else Line(key, None, "unknown", POLICE)
    state = _state(contact)
    return Line(contact.key, contact, state, None if state == "current" else _instead_of(contact))


def names_in(text):
    """The keys of the contacts that a text names as {{contact:key}}."""
    return set(TOKEN.findall(text))


def _state(contact):
    if contact.is_missing:
        return "missing"
    return "stale" if contact.is_stale else "current"


def _instead_of(contact):
    keys, last = FALLBACKS[contact.urgency]
    candidates = [contacts().get(key) for key in keys]
    return next((other for other in candidates if other and other.is_callable), last)


def open_register(**_):
    """Begin a request: read the register anew."""
    _held.is_open, _held.contacts = True, None


def close_register(**_):
    """End a request, so that nothing is remembered beyond it."""
    _held.is_open, _held.contacts = False, None
