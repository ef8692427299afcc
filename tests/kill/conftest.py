"""Rounds, houses and figures. `make kill TIMES=20` runs every test that often and says what was seen."""

import json
import os
from collections import defaultdict

import pytest

from tests.journeys.conftest import chromium
from tests.kill.house import House
from tests.kill.learner import Learner

__all__ = ["chromium"]
TIMES = int(os.environ.get("TIMES", "1"))
SEEN = defaultdict(list)


def pytest_collection_modifyitems(items):
    """What needs a house is no part of `make test`: it takes minutes, and kills."""
    for item in items:
        if "house" in getattr(item, "fixturenames", []):
            item.add_marker(pytest.mark.kill)


def pytest_generate_tests(metafunc):
    """Each test as often as asked."""
    if "round_number" not in metafunc.fixturenames:
        metafunc.fixturenames.append("round_number")
    metafunc.parametrize("round_number", range(TIMES))


@pytest.fixture(scope="session", params=["postgresql", "sqlite"])
def house(request):
    """The arrangement, started once for each database."""
    kept = House(request.param)
    try:
        kept.start()
        yield kept
    finally:
        kept.stop()


@pytest.fixture
def learner(house):
    """Somebody new, signed in, with only the quiz left to do."""
    return Learner(house)


@pytest.fixture
def note(request, house):
    """Keep figures of a round, to be summed up at the end: `note(kills=3, seconds=0.4)`."""

    def keep(**figures):
        SEEN[f"{request.node.originalname} ({house.engine})"].append(figures)

    return keep


def pytest_terminal_summary(terminalreporter):
    """Say what was seen: for each test the rounds, the sum of each count, and the longest of each time."""
    for name, rounds in SEEN.items():
        figures = {key for one in rounds for key in one}
        told = {key: _told(key, [one[key] for one in rounds if key in one]) for key in sorted(figures)}
        terminalreporter.write_line(f"{name}: {len(rounds)} rounds, {json.dumps(told)}")


def _told(key, values):
    return f"{min(values):.1f} to {max(values):.1f}" if key.startswith("seconds") else sum(values)
