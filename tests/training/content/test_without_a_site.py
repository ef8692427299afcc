"""A site whose Wagtail site, or whose every page, was deleted: what people need in a hurry still opens."""

import pytest
from wagtail.models import Page, Site

from .factories import make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_site():
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def no_pages(no_site):
    Page.objects.filter(depth__gt=1).delete()


@pytest.mark.parametrize("missing", ["no_site", "no_pages"])
@pytest.mark.parametrize("address", ["/whom-do-i-call/", "/check/", "/account/login/"])
def test_public_pages_open(client, request, missing, address):
    make_contact()
    request.getfixturevalue(missing)
    page = client.get(address)
    assert page.status_code == 200
    assert "tel:999" in page.content.decode()


def test_the_numbers_can_still_be_left_at_once(client, no_site):
    assert 'href="https://www.bbc.co.uk/weather"' in client.get("/whom-do-i-call/").content.decode()


@pytest.mark.parametrize("address", ["/", "/nowhere/"])
def test_what_is_not_there_is_not_found_and_not_a_failure(client, no_pages, address):
    page = client.get(address)
    assert page.status_code == 404
    assert "tel:999" in page.content.decode()


def test_a_signed_in_person_reaches_her_training(client, no_pages, amara):
    client.force_login(amara)
    for address in ["/my-training/", "/profile/", "/my-certificates/"]:
        assert client.get(address).status_code == 200
