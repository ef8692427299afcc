"""A trainer's file between looking at what an import will do and doing it. It lies where nothing is served."""

import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "imports"
KEPT_FOR = timedelta(days=1)


def stage(content):
    """Keep a file's bytes; returns the name to ask for them by, which nobody can guess."""
    name = secrets.token_urlsafe(24)
    default_storage.save(f"{FOLDER}/{name}", ContentFile(content))
    return name


def staged(name):
    """The bytes, or None where they are gone."""
    try:
        with default_storage.open(f"{FOLDER}/{name}") as file:
            return file.read()
    except FileNotFoundError:
        return None


def forget(name):
    """Forget a file."""
    default_storage.delete(f"{FOLDER}/{name}")


def forget_old(now):
    """Forget what nobody went on with."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    for name in names:
        if default_storage.get_modified_time(f"{FOLDER}/{name}") < now - KEPT_FOR:
            forget(name)
