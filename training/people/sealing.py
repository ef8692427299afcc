"""Keeps the secrets of second steps unreadable to whoever has only the database, such as a copy of a backup."""

import base64
import hashlib
import logging

from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

logger = logging.getLogger(__name__)


def seal(text):
    """Encrypt a short text with this site's SECRET_KEY."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed):
    """The text again, also where SECRET_KEY_FALLBACKS sealed it.

    Where no key fits, a random secret that nobody knows: the step fails, and is not passed by a known one.
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        logger.error("A second step was sealed with another SECRET_KEY: its owner cannot use it")
        return generate_totp_secret()


def _box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key):
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=b"second step").digest()
    return base64.urlsafe_b64encode(digest)
