"""Setting up a second step for the first time ends what a password alone began."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from .stepping import PASSWORD, code_of, give_app, sign_in, sign_in_twice

STEP = "/account/second-step"


@pytest.fixture
def other(amara):
    """Another browser in which somebody gave Amara's password."""
    browser = Client()
    sign_in(browser, amara)
    return browser


def is_in(browser):
    return browser.get("/my-training/").status_code == 200


def add_app(browser):
    """Set up an app. Returns its secret."""
    asked = browser.get(f"{STEP}/totp/activate/")
    if asked.status_code == 302:
        browser.post(asked.url, {"password": PASSWORD})
    page = browser.get(f"{STEP}/totp/activate/").content.decode()
    secret = re.search(r'class="key-to-type">\s*(\w+)', page).group(1)
    browser.post(f"{STEP}/totp/activate/", {"code": code_of(secret)})
    return secret


def add_passkey(browser, user, monkeypatch):
    """Set up a passkey, with the answer of the device taken for granted."""
    monkeypatch.setattr(passkeys, "begin_registration", lambda user, passwordless: {})
    monkeypatch.setattr(passkeys, "parse_registration_response", lambda response: response)
    monkeypatch.setattr(passkeys, "complete_registration", lambda credential: None)
    asked = browser.get(f"{STEP}/webauthn/add/")
    if asked.status_code == 302:
        browser.post(asked.url, {"password": PASSWORD})
    browser.post(f"{STEP}/webauthn/add/", {"name": "Phone", "credential": json.dumps({"id": "x"})})
    assert Authenticator.objects.filter(user=user, type="webauthn").exists()


def test_a_first_app_ends_the_sessions_that_a_password_began_and_keeps_this_one(client, amara, ben, other, monkeypatch):
    stranger = Client()
    sign_in(stranger, ben)
    sign_in(client, amara)
    # A test never commits, and outside a request allauth's mail would not know its site.
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_: act())
    add_app(client)
    assert not is_in(other)
    assert is_in(client)
    assert is_in(stranger)


def test_a_first_passkey_does_the_same(client, amara, other, monkeypatch):
    sign_in(client, amara)
    add_passkey(client, amara, monkeypatch)
    assert not is_in(other)
    assert is_in(client)


def test_a_second_way_ends_no_session_since_each_took_a_step(client, amara, monkeypatch):
    secret = give_app(amara)
    there = Client()
    sign_in_twice(there, amara, secret)
    cache.clear()
    sign_in_twice(client, amara, secret)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post(f"{STEP}/reauthenticate/", {"code": code})
    add_passkey(client, amara, monkeypatch)
    assert is_in(there)
    assert is_in(client)
