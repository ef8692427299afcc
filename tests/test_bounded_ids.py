"""Numbers in addresses that no row can have: not found, on every address of ours and either database."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import get_resolver
from django.urls.converters import IntConverter

from tests.test_addresses import OURS
from training.addresses import LARGEST_ID

NUMBER = re.compile(r"<(?:int|id):\w+>")


def own_routes(resolver=None, above=""):
    """(route, converters) of every address whose view is ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from own_routes(pattern, route)
        elif pattern.callback.__module__.split(".")[0] in OURS and not hasattr(pattern.callback, "view_class"):
            yield route, pattern.pattern.converters


def routes_with_a_number():
    return sorted({route for route, _converters in own_routes() if NUMBER.search(route)})


def test_no_address_of_ours_takes_a_number_without_a_bound():
    unbounded = [
        route for route, converters in own_routes() for one in converters.values() if type(one) is IntConverter
    ]
    assert unbounded == []
    assert len(routes_with_a_number()) >= 17


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2**63, 10**30])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_number_beyond_every_row_is_not_found(client, number, method):
    client.force_login(get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    got = {}
    for route in routes_with_a_number():
        got[route] = getattr(client, method)("/" + NUMBER.sub(str(number), route)).status_code
    assert {route: status for route, status in got.items() if status != 404} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_largest_number_is_asked_of_the_database_and_not_found(client, method):
    client.force_login(get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    for route in routes_with_a_number():
        status = getattr(client, method)("/" + NUMBER.sub(str(LARGEST_ID), route)).status_code
        assert status in {400, 404, 405}, route
