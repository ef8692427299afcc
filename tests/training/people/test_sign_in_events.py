"""What people do about signing in is in the audit log, without a word they typed."""

import json
import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from training.people.models.audit import AuditEntry

from .stepping import PASSWORD, code_of, give_app, sign_in, sign_in_twice


@pytest.fixture(autouse=True)
def _commits(monkeypatch):
    # A test never commits, and outside a request allauth's mail would not know its site.
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_: act())


def written(**filters):
    return [entry.action.removeprefix("people.") for entry in AuditEntry.objects.filter(**filters).order_by("pk")]


def test_signing_in_and_out_is_written_down(client, ben):
    sign_in(client, ben, password="wrong-password-1")
    sign_in(client, ben)
    client.post("/account/logout/")
    assert written() == ["sign_in_failed", "sign_in", "sign_out"]
    failed, signed_in, _ = AuditEntry.objects.order_by("pk")
    # Who gave a wrong password, nobody knows; whose account it was, we do.
    assert (failed.user_id, failed.about_id) == (None, ben.pk)
    assert (signed_in.user_id, signed_in.data) == (ben.pk, {"ways": ["password"]})


def test_a_stranger_who_tries_leaves_no_address(client, db):
    client.post("/account/login/", {"login": "somebody@elsewhere.example", "password": "their-secret-1"})
    assert written() == []


def test_the_life_of_a_second_step_is_written_down(client, ben):
    secret = give_app(ben)
    sign_in(client, ben)
    client.post("/account/second-step/authenticate/", {"code": "000000"})
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    assert written() == ["second_step_failed", "sign_in"]
    assert AuditEntry.objects.get(action="people.sign_in").data == {"ways": ["password", "mfa"]}
    code = ben.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post("/account/second-step/reauthenticate/", {"code": code})
    client.post("/account/second-step/recovery-codes/generate/")
    client.post("/account/second-step/totp/deactivate/")
    assert written()[2:] == ["second_step_renewed", "second_step_removed", "second_step_removed"]


def test_passwords_addresses_and_ended_sessions_are_written_down(client, ben):
    other = Client()
    sign_in(other, ben)
    sign_in(client, ben)
    client.post("/account/sessions/")
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "three-random-words"})
    client.post("/account/email/", {"email": "b.hughes@northmere.example", "action_add": ""})
    client.post(link_in(mail.outbox[-1]))
    client.logout()
    client.post("/account/password/reset/", {"email": "b.hughes@northmere.example"})
    client.post(client.get(link_in(mail.outbox[-1])).url, {"password1": "four-random-words-1"})
    assert written()[2:] == ["sessions_ended", "password_changed", "email_changed", "sign_out", "password_reset"]
    said = json.dumps([[entry.data, entry.label] for entry in AuditEntry.objects.all()])
    assert not re.search(r"words|password-1|@|hughes", said)


def link_in(message):
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


def test_a_code_is_never_written(client, ben):
    sign_in_twice(client, ben, give_app(ben))
    assert not any(re.search(r"\d{6}", json.dumps(entry.data)) for entry in AuditEntry.objects.all())
