"""The worker is killed while it completes courses and makes certificates; the ticker while it makes up for it."""

import hashlib
import time
from random import uniform

from tests.kill.house import wait_until

PEOPLE, KILLS = 12, 2


def certificates_of(house, periods):
    return house.rows(
        "select enrolment_id, sha256, pdf from certificates_certificate"
        f" where enrolment_id in ({', '.join(map(str, periods))})"
    )


def check_one_for_each(house, periods):
    found = certificates_of(house, periods)
    assert sorted(period for period, _digest, _pdf in found) == sorted(periods)
    assert all(hashlib.sha256(bytes(pdf)).hexdigest() == digest for _period, digest, pdf in found)
    issued = house.one(
        "select count(*) from certificates_certificateevent e join certificates_certificate c on c.id = certificate_id"
        f" where kind = 'issued' and enrolment_id in ({', '.join(map(str, periods))})"
    )
    assert issued == len(periods)


def test_a_worker_killed_in_the_middle_leaves_nobody_without_a_certificate_and_none_with_two(house, note):
    facts = house.do("released", PEOPLE)
    task = f"select status from django_tasks_database_dbtaskresult where id = '{facts['task']}'"
    if house.engine == "sqlite":
        task = task.replace("-", "")
    wait_until(lambda: house.one(task) != "READY", "the worker's beginning")
    time.sleep(uniform(0, 0.6))
    was_running = house.one(task) == "RUNNING"
    assert house.kill("worker")
    began = time.monotonic()
    wait_until(lambda: len(certificates_of(house, facts["periods"])) == PEOPLE, "a certificate for everybody")
    seconds = time.monotonic() - began
    check_one_for_each(house, facts["periods"])
    # Half an hour later the ticker gives the lost task back, and the worker finds nothing left to do.
    house.do("time_passes", 31)
    wait_until(lambda: house.one(task) == "SUCCESSFUL", "the end of the task")
    check_one_for_each(house, facts["periods"])
    note(kills=1, in_the_middle=was_running, seconds_to_recover=seconds)


def test_a_ticker_killed_while_it_makes_certificates_makes_each_of_them_once(house, note):
    periods = house.do("completed", PEOPLE)
    kills = 0
    while kills < KILLS:
        before = len(certificates_of(house, periods))
        wait_until(lambda before=before: len(certificates_of(house, periods)) > before, "the next one", every=0.01)
        time.sleep(uniform(0, 0.1))
        kills += house.kill("ticker")
    wait_until(lambda: len(certificates_of(house, periods)) == PEOPLE, "a certificate for everybody")
    check_one_for_each(house, periods)
    note(kills=kills)
