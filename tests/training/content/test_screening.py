"""What looks like somebody's personal details, and what does not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.content.screening import KINDS, looks_personal, named

digits = st.text("0123456789", min_size=9, max_size=9)
letters = st.text("ABCDEFGHJKLMNOPRSTUVWXY", min_size=3, max_size=3)
words = st.sampled_from(["", "ask ", "The link: ", "x, "])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He said call 07700 900123 after six", "phone"),
        ("+44 7700 900 123", "phone"),
        ("(020) 7946-0123", "phone"),
        ("7700900123", "phone"),
        ("０７７００ ９００１２３", "phone"),
        ("07700 900123 / 07700 900456", "phone"),
        ("07700 900123 07700 900456", "phone"),
        ("0300 123 1234 / 07700 900123", "phone"),
        ("04/03/2026 07700 900123", "phone"),
        ("020.79.46.01.23", "phone"),
        ("0044 7700 900123", "phone"),
        ("the shop at sw1a 2aa", "postcode"),
        ("CARDIFF CF1 1ST", "postcode"),
        ("M1 1AE", "postcode"),
        ("write to someone@example.org", "email"),
        ("QQ 12 34 56 C", "national_insurance"),
        ("ab123456c", "national_insurance"),
        ("a white van, AB12 CDE", "plate"),
        ("ab12cde", "plate"),
        ("A123 BCD", "plate"),
        ("AIZ 1234", "plate"),
        ("IA 1234", "plate"),
        ("A14 HGX", "plate"),
    ],
)
def test_it_sees(text, kind):
    assert kind in looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The second link is broken.",
        "The helpline number 08000 121 700 has changed, and so has 0300 123 1234.",
        "+44 800 808 3733 is wrong",
        "999 and 101 should be bigger",
        "Checked on 2026-11-21 at 10:42, lesson 3 of 10",
        "01/02/2026",
        "On 04/03/2026 14:30 I saw four people there",
        "04.03.26 1430 until 05.03.26 1100",
        "Flat B2 1st floor",
        "off the M25 4th exit",
        "Question QA12 the third answer is marked wrong",
        "quiz 12 says 23,411 referrals",
        "Section 54 of the 2015 Act",
        "The badge said ID 1234",
        "It left by the A14 HGV lane",
    ],
)
def test_it_lets_pass(text):
    assert looks_personal(text) == []


@given(words, digits, st.sampled_from(["", " ", "-"]))
def test_every_mobile_number_is_seen(before, number, gap):
    assert "phone" in looks_personal(f"{before}07{number[:3]}{gap}{number[3:]}")


@given(words, st.text("0123456789", min_size=2, max_size=2), letters)
def test_every_new_plate_is_seen(before, number, last):
    assert "plate" in looks_personal(f"{before}AB{number} {last}")


@given(words, st.emails())
def test_every_ordinary_address_is_seen(before, address):
    if address.isascii() and address.replace("@", "").replace(".", "").isalnum():
        assert "email" in looks_personal(f"{before}{address}")


@given(st.text())
def test_any_text_gives_known_kinds(text):
    assert set(looks_personal(text)) <= KINDS.keys()


@pytest.mark.parametrize("piece", ["0", "0 ", "+", "a", "@", "a@", "A1", "AB12 ", "(0-", "aa11 1", "a.", "7 (", "QQ 1"])
def test_a_text_made_to_be_slow_is_not(piece):
    started = time.perf_counter()
    looks_personal(piece * 50_000)
    assert time.perf_counter() - started < 3


def test_the_kinds_have_names_for_a_message():
    assert named(["phone", "plate"]) == "a phone number and a vehicle number plate"
