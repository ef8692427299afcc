"""Every address the site routes, ours or a library's, in every role: the gate's answer, never a 500.

Ours have a row each in test_addresses.py. A library's fall into a class here; one in none fails the build.
"""

import re
from urllib.parse import quote

import pytest
from django.http import HttpResponseNotFound

from tests.fuzz.addresses import addresses
from tests.test_addresses import PEOPLE, people, things  # noqa: F401 - the same people and things
from training import urls

from .test_addresses import TABLE

pytestmark = pytest.mark.once

# A request from outside: what nobody may be led to fetch from an editor's page.
ELSEWHERE = re.compile(r"""<(?:script|img|link|iframe|form)\b[^>]*\b(?:src|href|action)=["'](?:https?:)?//([^/"']+)""")
# What Wagtail answers anybody: the words and drawings of its own screens.
PUBLIC_IN_EDITOR = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_login"}
# For pages and files with a password of their own, of which we have none.
PASSWORDS = {"wagtaildocs_authenticate_with_password", "wagtailcore_authenticate_with_password"}
# Ours come first and shut them, whatever stands there after us.
CLOSED = {"to_sign_in", "to_password_reset", "not_there"}
SHUT = {address.form for address in addresses() if address.view.__name__ in CLOSED}


def class_of(address):
    """Which answers an address of a library gives: "editor", "account", "page", or None where nobody has said."""
    if address.form in SHUT or address.view.__name__ in CLOSED:
        return "closed"
    if address.form.startswith("cms/"):
        return "editor"
    if address.form.startswith("account/"):
        return "account"
    return "page" if address.name in PASSWORDS | {"wagtail_serve"} else None


def of_libraries():
    rows = {name.split()[0] for name, _ in TABLE}
    return [address for address in addresses() if address.name not in rows]


def test_every_address_has_a_row_or_a_class():
    assert [address for address in of_libraries() if class_of(address) is None] == []
    assert len(of_libraries()) > 300


def path_of(address, pk):
    return "/" + quote(address.form % dict.fromkeys(address.wants, pk), safe="/%")


MAY = {
    "editor": {"nobody": {302}, "learner": {404}, "editor": {200, 302, 400, 403, 404, 405}},
    "account": {"nobody": {200, 302, 404, 405}, "learner": {200, 302, 404, 405}, "editor": {200, 302, 404, 405}},
    "page": {
        "nobody": {200, 301, 302, 404, 405},
        "learner": {200, 301, 302, 404, 405},
        "editor": {200, 301, 302, 404, 405},
    },
    "closed": {"nobody": {302, 404}, "learner": {302, 404}, "editor": {302, 404}},
}


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_the_gates_answer_at_every_address(db, client, things, people, person, monkeypatch):  # noqa: F811
    client.raise_request_exception = False
    # The page that says "not found" is most of the time of a walk, and no part of the answer.
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    if person != "nobody":
        client.force_login(people[person])
    kind = {"nobody": "nobody", "chidi": "editor", "admin": "editor"}.get(person, "learner")
    wrong, elsewhere = [], set()
    for address in of_libraries():
        response = client.get(path_of(address, things["course"].pk))
        may = MAY[class_of(address)][kind]
        if address.name in PUBLIC_IN_EDITOR:
            may = {200, 302, 404}
        if response.status_code not in may:
            wrong.append((address.name, path_of(address, 1), response.status_code))
        if kind == "editor" and response.status_code == 200 and not response.streaming:
            elsewhere |= set(ELSEWHERE.findall(response.content.decode(errors="replace")))
    assert wrong == []
    assert elsewhere - {"testserver"} == set()
