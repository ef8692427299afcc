"""The database is restarted, or killed, while people read and answer."""

import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import requests

from tests.kill.house import wait_until
from tests.kill.learner import Learner

SAVERS = 3


def save_until(learner, responses, is_over):
    """Save answer after answer; returns what there were receipts for."""
    told = []
    while not is_over.is_set():
        for pk, options in responses.items():
            told.append(learner.save(pk, options[len(told) % len(options)]["key"]))
    return told


def read_until(learner, is_over):
    while not is_over.is_set():
        learner.get(learner.lesson_path)


def readiness(house):
    return requests.get(f"{house.url}/readyz", timeout=20).status_code


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_under_load_comes_back_without_hands_and_without_a_loss(house, note, round_number):
    savers = [Learner(house) for _ in range(SAVERS)]
    reader = Learner(house)
    begun = [learner.start_quiz() for learner in savers]
    is_over = Event()
    with ThreadPoolExecutor(SAVERS + 1) as pool:
        jobs = [
            pool.submit(save_until, one, responses, is_over) for one, (_, responses) in zip(savers, begun, strict=True)
        ]
        pool.submit(read_until, reader, is_over)
        wait_until(lambda: all(len(one.statuses) > 5 for one in savers), "load")
        if round_number % 2:
            house.running.database.process.send_signal(signal.SIGINT)
        else:
            assert house.kill("database")
        wait_until(lambda: not all_well(reader), "the first failure", 5)
        seconds = wait_until(lambda: all_well(reader), "a page again")
        is_over.set()
        told = [job.result() for job in jobs]
    for (attempt, _responses), keys in zip(begun, told, strict=True):
        kept = house.rows(
            "select idempotency_key from quizzes_responseevent e join quizzes_response r on r.id = e.response_id"
            f" where attempt_id = {attempt}"
        )
        assert sorted(str(key) for (key,) in kept) == sorted(keys)
    everybody = [*savers, reader]
    statuses = [status for one in everybody for status in one.statuses]
    assert set(statuses) <= {0, 200, 302, 503}
    words = set().union(*(one.words for one in everybody))
    assert all("not available for a moment" in text and "Traceback" not in text for text in words)
    wait_until(lambda: readiness(house) == 200, "readiness")
    wait_until(lambda: all(child.is_alive() for child in house.running.children), "every process")
    note(
        kills=1,
        receipts=sum(map(len, told)),
        told_to_wait=statuses.count(503),
        cut_off=statuses.count(0),
        seconds_to_recover=seconds,
    )


def all_well(reader):
    return set(reader.statuses[-3:]) == {200}
