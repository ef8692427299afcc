"""A code from an app or a passkey: who must have one, what is shut without, and how one gets it."""

import json
import re

import pytest
from allauth.account import app_settings as account_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from tests.cast import join, make_user
from training.people import sealing
from training.people.models import User
from training.people.models.audit import AuditEntry

from .stepping import PASSWORD, code_of, give_app, sign_in, sign_in_twice

SECRET = re.compile(r'class="key-to-type">\s*(\w+)')


@pytest.fixture
def required(settings):
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def judith(regulation):
    user = make_user("Judith Kaye")
    join(user, regulation, role=None, access="auditor")
    return user


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("admin@northmere.example", PASSWORD, name="Admin")


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("chidi", "/cms/"),
        ("chidi", "/cms/pages/"),
        ("ben", "/people/"),
        ("ben", "/reports/"),
        ("ben", "/reports/completion/csv/"),
        ("ben", "/team-training/"),
        ("judith", "/reports/completion/"),
        ("admin", "/cms/users/"),
        ("admin", "/reports/"),
    ],
)
def test_with_a_password_alone_nobody_reaches_others_records_or_the_editor(client, required, request, who, place):
    person = request.getfixturevalue(who)
    client.force_login(person)
    stopped = client.get(place)
    assert stopped.url == "/account/second-step/"
    # Who has one is asked for it, and led back.
    give_app(person)
    assert client.get(place).url.startswith("/account/second-step/reauthenticate/?next=%2F")


def test_what_a_manager_sends_is_not_done_before_the_second_step(client, required, ben, amara):
    client.force_login(ben)
    membership = amara.memberships.get()
    assert (
        client.post(
            f"/people/{membership.pk}/end/", {"ended_on_day": 1, "ended_on_month": 1, "ended_on_year": 2026}
        ).status_code
        == 302
    )
    membership.refresh_from_db()
    assert membership.ended_on is None


def test_a_learner_needs_none_and_the_screens_of_others_stay_unknown_to_her(client, required, amara):
    client.force_login(amara)
    assert client.get("/my-training/").status_code == 200
    assert client.get("/people/").status_code == 404
    assert client.get("/cms/").status_code == 404


def test_her_own_things_are_open_to_a_manager_without_it(client, required, ben):
    client.force_login(ben)
    for place in ["/my-training/", "/profile/", "/account/second-step/", "/account/sessions/", "/whom-do-i-call/", "/"]:
        assert client.get(place).status_code == 200, place


def test_a_site_that_does_not_ask_for_it_lets_everybody_work(client, chidi):
    client.force_login(chidi)
    assert client.get("/cms/").status_code == 200


def test_setting_up_an_app_leads_on_to_where_one_was_going(client, required, ben, monkeypatch):
    # A test never commits, and outside a request allauth's mail would not know its site.
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_: act())
    sign_in(client, ben)
    assert client.get("/people/?q=1").url == "/account/second-step/"
    assert "you need a second step before you go on" in client.get("/account/second-step/").content.decode()
    asked = client.get("/account/second-step/totp/activate/")
    client.post(asked.url, {"password": PASSWORD})
    page = client.get("/account/second-step/totp/activate/")
    secret = SECRET.search(page.content.decode()).group(1)
    assert 'src="data:image/svg+xml' in page.content.decode()
    wrong = client.post("/account/second-step/totp/activate/", {"code": "000000"})
    assert "This is not the right code" in wrong.content.decode()
    done = client.post("/account/second-step/totp/activate/", {"code": code_of(secret)})
    assert done.url == "/account/second-step/recovery-codes/"
    codes = client.get(done.url)
    assert 'href="/people/?q=1"' in codes.content.decode()
    assert client.get("/people/").status_code == 200
    assert "/people/?q=1" not in client.get("/account/second-step/").content.decode()
    assert mail.outbox[-1].subject == "A second step was added to your account"


def test_the_password_alone_signs_nobody_in_who_has_a_second_step(client, ben):
    secret = give_app(ben)
    assert sign_in(client, ben).url == "/account/second-step/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/account/second-step/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(ben.pk)


def test_after_the_code_the_records_of_others_are_open(client, required, ben):
    sign_in_twice(client, ben, give_app(ben))
    assert client.get("/people/").status_code == 200


def test_a_recovery_code_lets_in_once(client, required, ben):
    give_app(ben)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for is_in in (True, False):
        browser = Client()
        sign_in(browser, ben)
        browser.post("/account/second-step/authenticate/", {"code": code})
        assert ("_auth_user_id" in browser.session) is is_in


def test_one_persons_second_step_is_not_anothers(client, required, ben, dana):
    sign_in_twice(client, ben, give_app(ben))
    session = client.session
    session["account_authentication_methods_user"] = str(dana.pk)
    session.save()
    assert client.get("/people/").status_code == 302


def test_a_session_from_before_asks_for_the_code_and_never_for_the_password(client, required, ben):
    sign_in(client, ben)
    secret = give_app(ben)
    # Neither the recovery codes nor a new app can be had with the password.
    for place in ["recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "webauthn/add/"]:
        assert "reauthenticate" in client.get(f"/account/second-step/{place}").url, place
    led = client.get("/account/reauthenticate/")
    assert led.url.startswith("/account/second-step/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.get("/people/").status_code == 302
    there = client.post("/account/second-step/reauthenticate/?next=/people/", {"code": code_of(secret)})
    assert there.url == "/people/"
    assert client.get("/people/").status_code == 200


def test_a_new_password_by_mail_still_asks_for_the_second_step(client, required, ben):
    give_app(ben)
    client.post("/account/password/reset/", {"email": ben.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body).group(1)
    client.post(client.get(link).url, {"password1": "three-random-words"})
    assert "_auth_user_id" not in client.session
    assert sign_in(client, ben, password="three-random-words").url == "/account/second-step/authenticate/"
    assert "_auth_user_id" not in client.session


def test_confirming_an_address_still_asks_for_the_second_step(client, required, ben):
    give_app(ben)
    ben.emailaddress_set.update(verified=False)
    sign_in(client, ben)
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body).group(1)
    client.post(link)
    assert "_auth_user_id" not in client.session
    assert client.get("/people/").url.startswith("/account/login/")


def test_changing_the_password_is_no_second_step(client, required, ben):
    sign_in(client, ben)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "three-random-words"})
    assert client.get("/people/").url == "/account/second-step/"


def test_who_has_a_second_step_can_still_change_her_address(client, ben):
    sign_in_twice(client, ben, give_app(ben))
    client.post("/account/email/", {"email": "ben.hughes@northmere.example", "action_add": ""})
    assert [one.to for one in mail.outbox][-1] == ["ben.hughes@northmere.example"]


def test_taking_the_second_step_away_ends_the_other_sessions_and_shuts_the_door(client, required, ben):
    secret = give_app(ben)
    other = Client()
    sign_in_twice(other, ben, secret)
    cache.clear()
    sign_in_twice(client, ben, secret)
    client.post("/account/second-step/reauthenticate/", {"code": recovery_code()})
    client.post("/account/second-step/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert "_auth_user_id" not in other.session
    assert client.get("/people/").url == "/account/second-step/"


def test_who_lost_everything_has_it_taken_away_and_begins_anew(client, required, ben, capsys):
    sign_in_twice(client, ben, give_app(ben))
    with pytest.raises(CommandError):
        call_command("take_second_step_away", "nobody@northmere.example")
    call_command("take_second_step_away", "BEN@northmere.example")
    assert "Removed: 2" in capsys.readouterr().out
    assert client.get("/people/").url.startswith("/account/login/")
    assert AuditEntry.objects.filter(action="people.second_step_taken_away", about=ben).exists()
    sign_in(client, ben)
    assert client.get("/people/").url == "/account/second-step/"


def recovery_code():
    return Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]


def test_a_passkey_alone_is_two_steps(client, required, ben, monkeypatch):
    key = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Phone", "credential": {}})
    monkeypatch.setattr(passkeys, "parse_authentication_response", lambda response: response)
    monkeypatch.setattr(passkeys, "extract_user_from_response", lambda response: ben)
    monkeypatch.setattr(passkeys, "complete_authentication", lambda user, response: key)
    client.post("/account/second-step/webauthn/login/", {"credential": json.dumps({"id": "x"})})
    assert client.session["_auth_user_id"] == str(ben.pk)
    assert client.get("/people/").status_code == 200


def test_too_many_wrong_codes_are_stopped(client, ben, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/key"}
    secret = give_app(ben)
    sign_in(client, ben)
    for _ in range(4):
        page = client.post("/account/second-step/authenticate/", {"code": "000000"})
    assert "Too many failed attempts" in page.content.decode()
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    assert "_auth_user_id" not in client.session
    assert account_settings.RATE_LIMITS["login_failed"] == "3/m/key"


def test_a_code_works_once(client, ben):
    secret = give_app(ben)
    code = code_of(secret)
    for is_in in (True, False):
        browser = Client()
        sign_in(browser, ben)
        browser.post("/account/second-step/authenticate/", {"code": code})
        assert ("_auth_user_id" in browser.session) is is_in


def test_the_database_alone_does_not_tell_the_secret(ben, settings):
    secret = give_app(ben)
    assert not any(secret in json.dumps(one.data) for one in Authenticator.objects.all())
    assert sealing.unseal(sealing.seal(secret)) == secret
    sealed = sealing.seal(secret)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert sealing.unseal(sealed) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(sealed) not in {"", secret, sealing.unseal(sealed)}


def test_every_page_of_the_second_step_is_ours(client, ben):
    secret = give_app(ben)
    sign_in_twice(client, ben, secret)
    cache.clear()
    client.post("/account/second-step/reauthenticate/", {"code": recovery_code()})
    key = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Phone", "credential": {}})
    pages = ["", "reauthenticate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/"]
    pages += [f"webauthn/keys/{key.pk}/edit/", f"webauthn/keys/{key.pk}/remove/"]
    for page in pages:
        text = client.get(f"/account/second-step/{page}").content.decode()
        assert "govuk-template" in text, page
        assert "placeholder" not in text, page
    key.delete()
    assert "govuk-template" in client.get("/account/second-step/webauthn/add/").content.decode()
    assert client.get("/account/second-step/recovery-codes/download/")["Content-Type"].startswith("text/plain")
    other = Client()
    sign_in(other, ben)
    assert "Use my passkey" in other.get("/account/second-step/authenticate/").content.decode()


def test_a_secret_is_never_the_same_twice():
    assert generate_totp_secret() != generate_totp_secret()
