"""200 random histories in every run of the tests, 10,000 under `make soak`.

COUNT and SEED set how many and which; a failure prints the shortest history that shows it.
"""

import hashlib
import os

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from certificates import rendering

from .machine import History
from .world import build

COUNT = int(os.environ.get("SOAK_COUNT", "200"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
# Shares for the workers; each has a seed of its own.
SHARES = 2 if COUNT <= 1000 else 20
# How many acts a history has after its opening scene.
STEPS = int(os.environ.get("SOAK_STEPS", "4"))


def quick_bytes(certificate):
    """Bytes that follow from the certificate's data as the PDF's do. Typesetting takes longer than a whole history."""
    return hashlib.sha256(repr([certificate.serial, certificate.code, certificate.data]).encode()).digest()


@pytest.mark.promise(1)
@pytest.mark.promise(2)
@pytest.mark.parametrize("share", range(SHARES))
def test_no_history_breaks_a_promise(db, monkeypatch, share):
    monkeypatch.setattr(rendering, "render", quick_bytes)
    world = build()
    machine = hypothesis.seed(SEED * 1000 + share)(type("History", (History,), {"world": world, "ran": 0}))
    chosen = settings(
        max_examples=COUNT // SHARES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
    assert machine.ran >= COUNT // SHARES
