"""Whose address a limit counts by, with and without proxies in front."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from certificates.views.checking import WRONG_CODES_ALLOWED
from tests.training.content.factories import make_page
from training.content.models import ProblemReport
from training.content.reporting import MOST_FOR_AN_ADDRESS
from training.visitors import address_of

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        # Nobody is trusted: anybody could have written the header.
        (0, "203.0.113.7", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),
        (1, None, PROXY),
        (1, " , ", PROXY),
        (1, "203.0.113.7:49152", "203.0.113.7"),
        (1, "[2001:db8::7]:49152", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "somebody", PROXY),
        (1, "[2001:db8::7", PROXY),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR=PROXY)) == address


def test_a_server_that_knows_no_address_still_answers(rf):
    assert address_of(rf.get("/", REMOTE_ADDR="")) == ""


@pytest.fixture
def one_proxy(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    cache.clear()


def test_one_visitors_wrong_codes_do_not_shut_out_another(client, db, one_proxy):
    def check(visitor):
        address = reverse("certificates:check", args=["0" * 20])
        return client.get(address, headers={"x-forwarded-for": visitor}, REMOTE_ADDR=PROXY).status_code

    for _ in range(WRONG_CODES_ALLOWED):
        check("203.0.113.7")
    assert check("203.0.113.7") == 429
    assert check("203.0.113.8") == 404


def test_one_visitors_reports_do_not_shut_out_another(client, db, one_proxy):
    address = reverse("content:report-problem", args=[make_page().pk])

    def report(visitor):
        return client.post(address, {"message": "Broken."}, headers={"x-forwarded-for": visitor}, REMOTE_ADDR=PROXY)

    for _ in range(MOST_FOR_AN_ADDRESS + 1):
        report("203.0.113.7")
    assert ProblemReport.objects.count() == MOST_FOR_AN_ADDRESS
    assert report("203.0.113.8").status_code == 302
