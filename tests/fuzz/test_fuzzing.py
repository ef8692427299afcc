"""Odd requests at every address in every role: none ends in a 500. `make fuzz` sends 20,000 of them."""

import logging
import os
import sys

import pytest

from tests.test_addresses import people, things  # noqa: F401 - the same people and things

from .addresses import addresses
from .requests import Fuzz

COUNT = int(os.environ.get("FUZZ_COUNT", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "20261121"))


@pytest.fixture(autouse=True)
def _quiet():
    """A thousand refusals are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_no_odd_request_ends_in_a_500(things, people):  # noqa: F811 - a fixture
    stock = [getattr(thing, "pk", thing) for thing in things.values()] + list(range(1, 8))
    stock += ["completion", "csv", "content", "contact", "courses", "wagtailcore", "page", "draft"]
    fuzz = Fuzz({"nobody": None, **people}, stock, SEED)
    fuzz.run(COUNT)
    found = [f"500 at {'; '.join(key)}\n    {error}\n    {sent}" for key, (error, sent) in fuzz.found.items()]
    sys.stdout.write(
        f"\n{COUNT} requests at {len(addresses())} addresses, seed {SEED}: {dict(sorted(fuzz.statuses.items()))}\n"
    )
    assert found == [], "\n".join(found)
    assert sum(fuzz.statuses.values()) == COUNT


@pytest.mark.parametrize(
    "name", ["people:team", "wagtailadmin_home", "account_login", "mfa_authenticate", "content:media"]
)
def test_the_walk_finds_our_addresses_and_the_libraries(name):
    assert name in {address.name for address in addresses()}
