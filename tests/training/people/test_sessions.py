"""Where people are signed in: listed, ended, forgotten."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.utils import timezone

from training.people import sessions, ticking
from training.people.naming_devices import device

from .stepping import PASSWORD, sign_in

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def phone(amara):
    browser = Client(headers={"user-agent": PHONE})
    sign_in(browser, amara)
    return browser


def is_in(browser):
    return browser.get("/my-training/").status_code == 200


def test_a_person_sees_where_she_is_signed_in_and_ends_one(client, amara, phone):
    sign_in(client, amara)
    page = client.get("/account/sessions/").content.decode()
    assert "Chrome on Android" in page
    assert "This device" in page
    there = UserSession.objects.get(session_key=phone.session.session_key)
    assert client.post(f"/profile/sessions/{there.pk}/end/").url == "/account/sessions/"
    assert not is_in(phone)
    assert is_in(client)


def test_all_others_are_ended_at_once(client, amara, phone):
    sign_in(client, amara)
    client.post("/account/sessions/")
    assert not is_in(phone)
    assert is_in(client)


def test_nobody_ends_anothers_session(client, ben, phone):
    sign_in(client, ben)
    theirs = UserSession.objects.get(session_key=phone.session.session_key)
    assert client.post(f"/profile/sessions/{theirs.pk}/end/").status_code == 404
    assert is_in(phone)
    assert "Android" not in client.get("/account/sessions/").content.decode()


def test_a_new_password_ends_the_others(client, amara, phone):
    sign_in(client, amara)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "three-random-words"})
    assert not is_in(phone)
    assert is_in(client)
    assert "Android" not in client.get("/account/sessions/").content.decode()


def test_when_she_was_last_seen_is_written_once_an_hour(client, amara, django_assert_num_queries):
    sign_in(client, amara)
    row = UserSession.objects.get()
    long_ago = timezone.now() - timedelta(hours=2)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/my-training/")
    assert UserSession.objects.get().last_seen_at == long_ago
    session = client.session
    session[sessions.SEEN] = long_ago.timestamp()
    session.save()
    client.get("/my-training/")
    assert UserSession.objects.get().last_seen_at > row.last_seen_at - timedelta(minutes=1)


def test_what_is_kept_of_old_sessions_is_deleted(amara, phone):
    ticking.tick(timezone.now())
    assert UserSession.objects.count() == 1
    ticking.tick(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))
    assert UserSession.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (PHONE, "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("curl/8", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_device_has_a_name_its_owner_knows(said, named):
    assert device(said) == named


def test_signing_in_needs_no_known_address(amara):
    browser = Client(REMOTE_ADDR="")
    sign_in(browser, amara)
    assert is_in(browser)
