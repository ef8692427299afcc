"""Contacts, facts and public pages for tests."""

import json
from datetime import date

from django.core.cache import caches

from training.content.models import Contact, Fact, HomePage, InfoPage

CHECKED = date(2026, 11, 1)


def make_contact(key="ms_helpline", **fields):
    """A contact that may be shown until March 2027."""
    defaults = {
        "name": "Modern Slavery & Exploitation Helpline",
        "purpose": "Advice for anyone who is worried.",
        "number": "+448000121700",
        "display": "08000 121 700",
        "checked_on": CHECKED,
        "review_by": date(2027, 3, 1),
    }
    return Contact.objects.create(key=key, **{**defaults, **fields})


def make_fact(key="F01", **fields):
    """A fact that holds until March 2027."""
    defaults = {
        "claim": "Nobody has to cross a border to be trafficked.",
        "source": "South Tyneside safeguarding procedures",
        "checked_on": CHECKED,
        "review_by": date(2027, 3, 1),
    }
    return Fact.objects.create(key=key, **{**defaults, **fields})


def make_page(*blocks, title="About this training"):
    """A published public page of these blocks, each (kind, value) as plain data."""
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page = HomePage.objects.get().add_child(instance=InfoPage(title=title, body=body))
    page.save_revision().publish()
    return InfoPage.objects.get(pk=page.pk)


def read_anew(client, address):
    """The answer of a process that remembers nothing of the register."""
    caches["process"].clear()
    return client.get(address)
