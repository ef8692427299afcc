"""Passwords belong to allauth: no other form opens a session."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PASSWORD = "a-long-password-1"
WORDS = ("login", "password", "sign", "auth", "token")


def addresses(patterns=None, prefix=""):
    """Every address of the site without parameters, and those with simple ones filled in."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route.replace("\\Z", "").replace("<uidb64>", "MQ").replace("<token>", "x-y")


def looks_like_a_login(address):
    return any(word in address.lower() for word in WORDS) and not set("<>(?[") & set(address)


LOGINS = sorted({f"/{address}" for address in addresses() if looks_like_a_login(address)})


def test_the_walk_finds_the_forms_that_wagtail_has():
    assert {"/cms/login/", "/_util/login/", "/account/login/"} <= set(LOGINS)


@pytest.mark.parametrize("address", [one for one in LOGINS if one != "/account/login/"])
def test_no_other_form_takes_a_password(client, chidi, address):
    form = {"username": chidi.email, "login": "", "email": chidi.email, "password": PASSWORD}
    client.post(address, form)
    client.post(address, form | {"password1": PASSWORD, "password2": PASSWORD, "next": "/cms/"})
    assert "_auth_user_id" not in client.session
    assert client.get("/cms/").url == "/account/login/?next=/cms/"


def test_the_true_form_would_have_opened(client, chidi):
    client.post("/account/login/", {"login": chidi.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("address", ["/cms/login/", "/_util/login/"])
def test_other_logins_lead_to_ours_and_keep_where_one_was_going(client, db, address):
    assert client.get(address).url == "/account/login/"
    assert client.get(f"{address}?next=/cms/pages/").url == "/account/login/?next=/cms/pages/"


@pytest.mark.parametrize("path", ["", "done/", "complete/", "confirm/MQ/x-y/"])
def test_wagtails_password_reset_leads_to_ours(client, db, path):
    assert client.get(f"/cms/password_reset/{path}").url == "/account/password/reset/"
    assert client.post(f"/cms/password_reset/{path}").url == "/account/password/reset/"


def test_djangos_admin_is_not_there(settings, client, db):
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert client.get("/admin/").status_code == 404


def test_a_trainer_reaches_the_editor(client, chidi):
    client.force_login(chidi)
    assert client.get("/cms/").status_code == 200


def test_the_editor_offers_no_change_of_password_or_address(client, chidi):
    client.force_login(chidi)
    page = client.get("/cms/account/").content.decode()
    assert "old_password" not in page
    assert 'name="name_email-email"' not in page


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/users/", "/cms/logout/"])
def test_the_editor_is_not_there_for_others(client, amara, ben, path):
    for person in (amara, ben):
        client.force_login(person)
        assert client.get(path).status_code == 404


def test_signing_in_for_the_editor_without_being_a_trainer_ends(client, amara):
    response = client.post("/account/login/?next=/cms/", {"login": amara.email, "password": PASSWORD}, follow=True)
    assert response.status_code == 404
    assert len(response.redirect_chain) == 1
