"""The link of an invitation, followed in a browser."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import make_user, token_of
from training.people import inviting
from training.people.forms.account import SignupForm
from training.people.models import Invitation, User


@pytest.fixture
def invitation(ben, team):
    return inviting.invite(team, "ewa@northmere.example", actor=ben)


@pytest.fixture
def link(invitation):
    return f"/invitation/{token_of(invitation)}/"


def sign_up(client, link):
    client.post(link)
    return client.post("/account/signup/", {"name": "Ewa Nowak", "password1": "three-random-words"})


def test_a_new_person_accepts_makes_an_account_and_is_in(client, invitation, link, team):
    assert "Regulation" not in client.get(link).content.decode()
    assert client.post(link).url == "/account/signup/"
    page = client.get("/account/signup/").content.decode()
    assert "ewa@northmere.example" in page
    assert 'name="email"' not in page
    response = sign_up(client, link)
    ewa = User.objects.get(email="ewa@northmere.example")
    assert client.session["_auth_user_id"] == str(ewa.pk)
    assert ewa.memberships.get().organisation == team
    assert response.url == "/profile/"
    assert EmailAddress.objects.get(user=ewa).verified
    assert [one for one in mail.outbox if one.to == [ewa.email]] == []


def test_following_the_link_writes_nothing(client, link):
    sessions = Session.objects.count()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            assert client.get(link).status_code == 200
            client.head(link)
    writes = [one["sql"] for one in queries if not one["sql"].startswith("SELECT")]
    assert writes == []
    assert Session.objects.count() == sessions
    assert Invitation.objects.open().count() == 1


def test_a_used_link_says_so_and_lets_nobody_in(client, link, django_user_model):
    sign_up(client, link)
    client.logout()
    assert "has been used" in client.get(link).content.decode()
    client.post(link)
    assert "You need an invitation" in client.get("/account/signup/").content.decode()


def test_an_expired_link_says_whom_to_ask(client, link):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    page = client.post(link).content.decode()
    assert "has expired" in page
    assert "Ben Hughes" in page


def test_a_withdrawn_link_says_so(client, ben, invitation, link):
    inviting.withdraw(invitation, actor=ben)
    assert "no longer works" in client.post(link).content.decode()


def test_an_unknown_token_is_not_found(client, db):
    assert client.get("/invitation/nothing-of-the-kind/").status_code == 404


def test_the_digest_is_no_token(client, invitation):
    assert client.get(f"/invitation/{invitation.token_digest}/").status_code == 404


def test_an_invitation_withdrawn_while_signing_up_lets_nobody_in(client, ben, invitation, link):
    client.post(link)
    inviting.withdraw(invitation, actor=ben)
    client.post("/account/signup/", {"name": "Ewa Nowak", "password1": "three-random-words"})
    assert not User.objects.filter(email="ewa@northmere.example").exists()


def test_who_has_an_account_signs_in_and_accepts(client, invitation, link, team):
    ewa = make_user("Ewa Nowak")
    assert client.post(link).url == f"/account/login/?next={link}"
    response = client.post(f"/account/login/?next={link}", {"login": ewa.email, "password": "a-long-password-1"})
    assert response.url == link
    assert not ewa.memberships.exists()
    assert client.post(link).url == "/profile/"
    assert ewa.memberships.get().organisation == team


def test_another_person_cannot_accept_and_reads_why(client, dana, link, invitation):
    client.force_login(dana)
    page = client.get(link).content.decode()
    assert "dana@southmere.example" in page
    assert "Accept the invitation" not in page
    client.post(link)
    invitation.refresh_from_db()
    assert invitation.state == "open"
    assert dana.memberships.count() == 1


def test_the_second_sign_up_with_one_link_makes_no_second_account(client, link):
    from django.test import Client

    other = Client()
    other.post(link)
    sign_up(client, link)
    other.post("/account/signup/", {"name": "Ewa Again", "password1": "three-random-words"})
    assert User.objects.filter(email="ewa@northmere.example").count() == 1
    assert User.objects.get(email="ewa@northmere.example").name == "Ewa Nowak"


def test_pages_behind_a_link_are_not_kept(client, link):
    assert "no-store" in client.get(link)["Cache-Control"]


def test_an_invitation_withdrawn_between_reading_the_form_and_saving_it_leaves_no_account(
    client, ben, invitation, link, monkeypatch
):
    client.post(link)
    clean = SignupForm.clean

    def clean_and_then_too_late(form):
        cleaned = clean(form)
        inviting.withdraw(invitation, actor=ben)
        return cleaned

    monkeypatch.setattr(SignupForm, "clean", clean_and_then_too_late)
    page = client.post("/account/signup/", {"name": "Ewa Nowak", "password1": "three-random-words"}, follow=True)
    assert "This invitation is no longer open." in page.content.decode()
    assert not User.objects.filter(email="ewa@northmere.example").exists()
    assert not EmailAddress.objects.filter(email="ewa@northmere.example").exists()
    assert "account_verified_email" not in client.session
    assert "_auth_user_id" not in client.session
