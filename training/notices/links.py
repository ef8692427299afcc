"""Tokens for links in messages: a token is in the mail alone, the database holds what it is made from."""

from django.utils.crypto import salted_hmac

SALT = "training.notices.links"


def token_for(key):
    """Make the token of a key. A copy of the database opens nothing without the site's secret."""
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()
