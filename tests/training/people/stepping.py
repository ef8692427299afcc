"""Second steps for tests: an app that makes codes, and a person who has one."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

PASSWORD = "a-long-password-1"


def code_of(secret):
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_app(user):
    """Set up an app and recovery codes for a person; returns the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def sign_in(client, user, next_url="", password=PASSWORD):
    """Give the password, and nothing else."""
    return client.post(f"/account/login/?next={next_url}", {"login": user.email, "password": password})


def sign_in_twice(client, user, secret):
    """Give the password and the code."""
    sign_in(client, user)
    return client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
