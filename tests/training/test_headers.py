"""What every page tells the browser not to do."""

import re

import pytest
from django.urls import reverse

from tests.test_addresses import TABLE, arguments, people, things  # noqa: F401 - the same people and things

pytestmark = pytest.mark.once

STRICT = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy_of(response):
    parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, _, sources in parts if name}


def pages(things):  # noqa: F811
    yield from ["/", "/courses/", "/nowhere/", "/account/login/", "/account/sessions/", "/account/second-step/"]
    yield from [things["course"].url, things["lesson"].url, things["quiz"].url]
    for name, method in TABLE:
        # Files and the editor have policies of their own.
        if method == "get" and "media" not in name and "docs" not in name and "_" not in name.split(":")[0]:
            yield reverse(name.split()[0], args=arguments(name, things))


def test_every_page_is_under_the_strict_policy(client, things, people):  # noqa: F811
    seen = set()
    for who in [None, "amara", "admin"]:
        if who:
            client.force_login(people[who])
        for page in pages(things):
            response = client.get(page)
            seen.add(response.status_code)
            if response.status_code == 302 or response.streaming or "text/html" not in response["Content-Type"]:
                continue
            assert policy_of(response) == STRICT, page
            assert {name: response[name] for name in OTHERS} == OTHERS, page
            assert "camera=()" in response["Permissions-Policy"], page
            text = response.content.decode()
            assert not re.search(r"<[^>]+\s(style|on\w+)=", text), page
            assert not re.search(r"<script(?![^>]*(src=|application/json))", text), page
    assert {200, 404} <= seen


def test_only_the_editor_and_only_for_those_in_it_is_looser(client, chidi):
    assert policy_of(client.get("/cms/login/"))["script-src"] == "'self'"
    client.force_login(chidi)
    assert policy_of(client.get("/cms/"))["script-src"] == "'self' 'unsafe-inline'"
    for directive in ["connect-src", "form-action", "object-src", "base-uri", "frame-ancestors"]:
        assert policy_of(client.get("/cms/"))[directive] == STRICT[directive]


def test_no_cache_on_the_way_keeps_what_a_signed_in_person_was_shown(client, ben):
    assert not client.get("/whom-do-i-call/").has_header("Cache-Control")
    client.force_login(ben)
    for place in ["/my-training/", "/people/", "/reports/completion/", "/reports/completion/csv/", "/my-certificates/"]:
        assert "private" in client.get(place)["Cache-Control"], place


@pytest.mark.parametrize("name", ["publickey-credentials-get", "publickey-credentials-create"])
def test_passkeys_may_be_used(client, db, name):
    assert f"{name}=(self)" in client.get("/account/login/")["Permissions-Policy"]
