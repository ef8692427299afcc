"""The card to carry: two sides of A6, with numbers as they stand on the day."""

import io
from datetime import date

import page
import pypdf
import pytest
import time_machine
from django.core.cache import caches

from training import pdf
from training.content import printing

from .factories import make_contact

pytestmark = pytest.mark.django_db
A6 = (105, 148)


@pytest.fixture(autouse=True)
def winter():
    caches["process"].clear()
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield


def make_local(key="spoc", **fields):
    empty = {"name": "your council's SPOC", "number": "", "display": "", "urgency": "today", "is_local": True}
    return make_contact(key, **{**empty, **fields})


def card():
    return pypdf.PdfReader(io.BytesIO(printing.wallet_card()))


def front():
    return " ".join(card().pages[0].extract_text().split())


@pytest.mark.parametrize("length", [1, 5], ids=["as usual", "names as long as they may be"])
def test_the_card_is_two_accessible_sides_of_a6(length, tmp_path):
    name = ("Single point of contact of Northmere " * length)[: 150 if length > 1 else 36]
    make_contact(name=name, hours="8am to 8pm, and at other times the duty officer answers. " * (length // 2))
    make_local(name=name)
    make_local("childrens_services", name=name)
    made = card()
    assert len(made.pages) == 2
    assert [tuple(round(float(side) / 72 * 25.4) for side in one.mediabox[2:]) for one in made.pages] == [A6, A6]
    (tmp_path / "card.pdf").write_bytes(printing.wallet_card())
    report = str(page.validate_pdf(tmp_path / "card.pdf", profile="ua1"))
    assert "Result: no failures" in report, report


def test_a_number_is_printed_with_the_day_on_which_it_was_checked():
    make_contact()
    text = front()
    assert "Danger now 999" in text
    assert "08000 121 700" in text
    assert "Last checked on 1 November 2026" in text
    assert "as they stood on 1 December 2026. Print the card again by 1 March 2027" in text


def test_a_number_that_nobody_has_checked_yet_is_printed_saying_so():
    make_contact(note="Verify")
    text = front()
    assert "Still to be checked by a trainer." in text
    assert "Last checked" not in text


def test_a_local_number_that_nobody_filled_in_leaves_room_to_write_it():
    make_local()
    assert "You work for a council No number here yet: ask your manager, and write it here." in front()


def test_a_number_past_its_date_is_not_printed_from_midnight_on():
    make_contact(review_by=date(2026, 12, 1))
    with time_machine.travel("2026-12-01 23:59:50", tick=False):
        assert "08000 121 700" in front()
    with time_machine.travel("2026-12-02 00:00:10", tick=False):
        text = front()
    assert "08000 121 700" not in text
    assert "We are checking this number. Until then call Police non-emergency line on 101." in text


def test_a_saved_contact_is_on_the_next_card():
    contact = make_contact()
    front()
    contact.display = "0800 000 0000"
    contact.save()
    assert "0800 000 0000" in front()


def test_a_contact_that_is_gone_leaves_a_number_to_call():
    assert "A child, or someone who may be one Until then call Police non-emergency line on 101." in front()


def test_the_back_says_what_to_do():
    text = " ".join(card().pages[1].extract_text().split())
    for words in (
        "Do not confront",
        "only if it is safe",
        "independent interpreter",
        "Write facts",
        "Tell someone today",
    ):
        assert words in text


def test_it_is_offered_to_people_with_an_account_and_is_a_file_to_keep(client, amara):
    make_contact()
    assert "/whom-do-i-call/card/" not in client.get("/whom-do-i-call/").content.decode()
    client.force_login(amara)
    assert "/whom-do-i-call/card/" in client.get("/whom-do-i-call/").content.decode()
    response = client.get("/whom-do-i-call/card/")
    assert response["Content-Type"] == "application/pdf"
    assert "whom-do-i-call.pdf" in response["Content-Disposition"]


def test_a_card_that_cannot_be_made_is_said_so(client, amara, monkeypatch):
    def fail(*_arguments, **_options):
        raise pdf.PdfError

    monkeypatch.setattr(pdf, "render", fail)
    client.force_login(amara)
    response = client.get("/whom-do-i-call/card/", follow=True)
    assert "We could not make the card" in response.content.decode()
