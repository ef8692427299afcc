"""The ticker is killed while it sends mail."""

import time
from random import uniform

from tests.kill.house import wait_until

MESSAGES, KILLS = 40, 2
HEARTBEAT = "select at from operating_heartbeat"


def test_a_ticker_killed_while_it_sends_loses_no_mail_and_sends_none_twice(house, note):
    addresses = house.do("notices", MESSAGES)
    names = ", ".join(f"'{address}'" for address in addresses)

    def count(condition):
        return house.one(f"select count(*) from notices_notice where address in ({names}) and {condition}")

    def arrived():
        return sum(house.post_office.received[address] for address in addresses)

    kills = 0
    while kills < KILLS:
        before = arrived()
        wait_until(lambda before=before: arrived() > before, "mail on its way", every=0.005)
        time.sleep(uniform(0, 0.06))
        kills += house.kill("ticker")
    wait_until(lambda: count("sent_at is null") == 0, "the rest of the mail")
    # Else the last message is still on its way, and would be taken for one that a dead sender left.
    round_before = house.one(HEARTBEAT)
    wait_until(lambda: house.one(HEARTBEAT) != round_before, "the end of the round")
    # Ten minutes later those that were only claimed are taken back and sent; those in doubt are left and reported.
    house.do("time_passes", 11)
    wait_until(lambda: count("error = 'claimed, nothing handed over'") == 0 and count("sent_at is null") == 0, "all")
    in_doubt = {
        address
        for (address,) in house.rows(
            f"select address from notices_notice where address in ({names}) and error like 'begun%'"
        )
    }
    received = {address: house.post_office.received[address] for address in addresses}
    assert max(received.values()) == 1
    assert {address for address, times in received.items() if times == 0} <= in_doubt
    assert len(in_doubt) <= kills
    doubted = sum(received[address] for address in in_doubt)
    if in_doubt:
        house.do("time_passes", 61)
        wait_until(lambda: "may have arrived or not" in house.log("ticker"), "the word of it in the log")
    note(kills=kills, messages=MESSAGES, in_doubt=len(in_doubt), in_doubt_arrived=doubted)
