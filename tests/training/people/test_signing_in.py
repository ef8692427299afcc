"""Sign in, make an account, set a password: through allauth alone."""

import re

import pytest
from allauth.account import app_settings as allauth_settings
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from tests.cast import make_user, token_of
from training.people import inviting
from training.people.models import User

PASSWORD = "a-long-password-1"


def sign_in(client, email, password=PASSWORD, **query):
    return client.post(reverse("account_login", query=query), {"login": email, "password": password, "remember": "on"})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def link_in(message):
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


def test_people_sign_in_with_their_address_whatever_its_case(client, amara):
    response = sign_in(client, "AMARA@northmere.example")
    assert response.url == "/my-training/"
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, amara):
    known = sign_in(client, amara.email, "wrong-password-1").content.decode()
    unknown = sign_in(client, "nobody@northmere.example", "wrong-password-1").content.decode()
    message = "The e-mail address or the password is not right."
    assert message in known
    assert message in unknown
    assert not is_signed_in(client)


def test_signing_in_leads_to_no_other_site(client, amara):
    assert sign_in(client, amara.email, next="https://evil.example/").url == "/my-training/"


def test_signing_in_leads_back_to_where_one_was(client, amara):
    assert sign_in(client, amara.email, next="/people/").url == "/people/"


def test_a_closed_account_does_not_open(client, amara):
    User.objects.filter(pk=amara.pk).update(is_active=False)
    sign_in(client, amara.email)
    assert not is_signed_in(client)


def test_an_address_that_is_not_verified_does_not_open(client, db):
    User.objects.create_user("new@northmere.example", PASSWORD, name="New")
    response = sign_in(client, "new@northmere.example")
    assert response.url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    assert link_in(mail.outbox[0]).startswith("/account/confirm-email/")


def test_signing_out_takes_a_post(client, amara):
    client.force_login(amara)
    assert client.get("/account/logout/").status_code == 200
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)


@pytest.mark.parametrize(("name", "role"), [("", "trading-standards"), ("Amara", None)])
def test_who_lacks_a_name_or_a_role_is_shown_their_details_first(client, amara, name, role):
    User.objects.filter(pk=amara.pk).update(name=name)
    if role is None:
        amara.memberships.update(role=None)
    assert sign_in(client, amara.email).url == "/profile/"


def test_a_manager_without_a_frontline_role_is_not_held_up(client, ben):
    assert sign_in(client, ben.email).url == "/my-training/"


def test_nobody_makes_an_account_without_an_invitation(client, db):
    page = client.get("/account/signup/")
    assert "You need an invitation" in page.content.decode()
    client.post("/account/signup/", {"name": "X", "email": "x@northmere.example", "password1": PASSWORD})
    assert not User.objects.exists()


def test_making_an_account_is_offered_only_where_it_is_open(client, db, settings):
    offer = "Create an account"
    login = reverse("account_login")
    assert offer not in client.get(login).text
    settings.ALLOWED_EMAIL_DOMAINS = ["northmere.example"]
    assert offer in client.get(login).text


def test_an_allowed_domain_makes_an_account_and_verifies_the_address(client, db, settings):
    settings.ALLOWED_EMAIL_DOMAINS = ["northmere.example"]
    form = {"name": "Ewa Nowak", "email": "Ewa@Northmere.example", "password1": "three-random-words"}
    response = client.post("/account/signup/", form)
    assert response.url == reverse("account_email_verification_sent")
    ewa = User.objects.get()
    assert (ewa.email, ewa.name) == ("ewa@northmere.example", "Ewa Nowak")
    link = link_in(mail.outbox[0])
    client.get(link)
    assert not EmailAddress.objects.get().verified
    client.post(link)
    assert EmailAddress.objects.get().verified
    assert is_signed_in(client)


def test_a_confirming_link_opens_no_other_browser(client, db, settings):
    from django.test import Client

    settings.ALLOWED_EMAIL_DOMAINS = ["northmere.example"]
    form = {"name": "Ewa Nowak", "email": "ewa@northmere.example", "password1": "three-random-words"}
    client.post("/account/signup/", form)
    other = Client()
    other.post(link_in(mail.outbox[0]))
    assert EmailAddress.objects.get().verified
    assert not is_signed_in(other)


def test_another_domain_is_refused(client, db, settings):
    settings.ALLOWED_EMAIL_DOMAINS = ["northmere.example"]
    form = {"name": "Eve", "email": "eve@evil-northmere.example", "password1": "three-random-words"}
    assert "Use your work e-mail address" in client.post("/account/signup/", form).content.decode()
    assert not User.objects.exists()


def test_signing_up_does_not_tell_who_has_an_account(client, amara, settings):
    settings.ALLOWED_EMAIL_DOMAINS = ["northmere.example"]
    form = {"name": "Eve", "email": amara.email, "password1": "three-random-words"}
    response = client.post("/account/signup/", form)
    assert response.url == reverse("account_email_verification_sent")
    assert mail.outbox[0].subject == "You have an account already"
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password123", "ewa@northmere.example"])
def test_a_weak_password_is_refused(client, db, settings, password):
    settings.ALLOWED_EMAIL_DOMAINS = ["northmere.example"]
    form = {"name": "Ewa Nowak", "email": "ewa@northmere.example", "password1": password}
    assert "There is a problem" in client.post("/account/signup/", form).content.decode()
    assert not User.objects.exists()


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, amara):
    assert client.post("/account/password/reset/", {"email": amara.email}).status_code == 302
    link = link_in(mail.outbox[0])
    form_url = client.get(link).url
    assert client.get(form_url).status_code == 200
    client.post(form_url, {"password1": "three-random-words"})
    client.logout()
    sign_in(client, amara.email, "three-random-words")
    assert is_signed_in(client)
    client.logout()
    assert "used already" in client.get(link, follow=True).content.decode()


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client, amara):
    known = client.post("/account/password/reset/", {"email": amara.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@northmere.example"})
    assert known.url == unknown.url
    assert mail.outbox[1].subject == "No account with this address"


def test_changing_the_password_takes_the_current_one(client, amara):
    client.force_login(amara)
    wrong = client.post("/account/password/change/", {"oldpassword": "wrong", "password1": "three-random-words"})
    assert "This is not your current password." in wrong.content.decode()
    right = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "three-random-words"})
    assert right.url == "/profile/"
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_new_address_counts_once_it_is_verified(client, amara):
    client.force_login(amara)
    client.post("/account/email/", {"email": "amara.okafor@northmere.example", "action_add": ""})
    amara.refresh_from_db()
    assert amara.email == "amara@northmere.example"
    (message,) = [one for one in mail.outbox if one.to == ["amara.okafor@northmere.example"]]
    client.post(link_in(message))
    amara.refresh_from_db()
    assert amara.email == "amara.okafor@northmere.example"


def test_every_account_page_is_ours(client, amara):
    pages = ["login", "signup", "password/reset", "password/reset/done", "confirm-email", "inactive"]
    pages += ["confirm-email/x", "password/reset/key/1-x", "password/reset/key/done"]
    for page in pages:
        text = client.get(f"/account/{page}/").content.decode()
        assert "govuk-template" in text, page
        assert "placeholder" not in text, page
    client.force_login(amara)
    for page in ["logout", "password/change", "email", "reauthenticate"]:
        assert "govuk-template" in client.get(f"/account/{page}/").content.decode(), page


def test_every_mail_is_plain_and_ours(client, amara, ben, team):
    from django.template.loader import render_to_string

    for name in ["password_changed", "password_reset", "password_set", "email_changed", "unknown_account"]:
        text = render_to_string(f"account/email/{name}_message.txt", {"password_reset_url": "x"})
        assert text.strip().endswith("Frontline Training"), name
        assert "example.com" not in text


def test_rate_limits_are_on_outside_tests(settings):
    import training.settings.base as base

    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    # Ours, and allauth's own for what ours do not name.
    in_force = allauth_settings.RATE_LIMITS
    for limited in [*base.ACCOUNT_RATE_LIMITS, "change_password", "reauthenticate", "confirm_email", "manage_email"]:
        assert in_force[limited], limited


def test_too_many_wrong_passwords_are_stopped(client, amara, settings):
    from django.core.cache import cache

    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/key"}
    cache.clear()
    for _ in range(4):
        response = sign_in(client, amara.email, "wrong-password-1")
    assert "Too many failed attempts" in response.content.decode()
    sign_in(client, amara.email)
    assert not is_signed_in(client)
    cache.clear()


def test_an_account_made_by_an_administrator_opens_by_a_new_password(client, db):
    user = User.objects.create_user("new@northmere.example", name="New Trainer")
    client.post("/account/password/reset/", {"email": user.email})
    form_url = client.get(link_in(mail.outbox[0])).url
    client.post(form_url, {"password1": "three-random-words"})
    response = sign_in(client, user.email, "three-random-words")
    if not is_signed_in(client):
        assert response.url == reverse("account_email_verification_sent")
        client.post(link_in(mail.outbox[-1]))
        sign_in(client, user.email, "three-random-words")
    assert is_signed_in(client)


def test_an_invited_person_cannot_choose_another_address(client, ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    client.post(f"/invitation/{token_of(invitation)}/")
    client.post(
        "/account/signup/",
        {"name": "Ewa Nowak", "email": "evil@evil.example", "password1": "three-random-words"},
    )
    assert User.objects.filter(email="ewa@northmere.example").exists()
    assert not User.objects.filter(email="evil@evil.example").exists()


def test_the_name_cannot_be_left_out(client, ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    client.post(f"/invitation/{token_of(invitation)}/")
    client.post("/account/signup/", {"name": " ", "password1": "three-random-words"})
    assert not User.objects.filter(email="ewa@northmere.example").exists()


def test_make_user_verifies(db):
    assert make_user("Ewa Nowak").emailaddress_set.get().verified
