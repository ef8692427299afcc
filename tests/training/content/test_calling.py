"""A learner sees a number that holds, or whom to call instead; never a stale number."""

from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from training.content import calling

from .factories import make_contact, make_fact, make_page, read_anew

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield


def test_a_contact_within_its_date_is_shown():
    line = calling.line_of(make_contact())
    assert line.is_current
    assert line.who.display == "08000 121 700"


def test_a_contact_is_shown_on_its_last_day_and_not_the_day_after():
    contact = make_contact(review_by=date(2027, 3, 1))
    with time_machine.travel("2027-03-01 23:59", tick=False):
        assert calling.line_of(contact).is_current
    with time_machine.travel("2027-03-02 00:01", tick=False):
        assert calling.line_of(contact).state == "stale"


def test_the_day_is_the_local_one_in_summer():
    contact = make_contact(review_by=date(2027, 6, 1))
    with time_machine.travel("2027-06-01T23:30:00+00:00", tick=False):
        assert calling.line_of(contact).state == "stale"


def test_a_contact_that_does_not_change_never_goes_stale():
    contact = make_contact(review_by=None)
    with time_machine.travel("2060-01-01", tick=False):
        assert calling.line_of(contact).is_current


def test_a_stale_helpline_falls_back_to_the_police():
    assert calling.line_of(make_contact(review_by=date(2026, 11, 30))).instead is calling.POLICE


def test_stale_advice_falls_back_to_the_helpline_while_that_holds():
    make_contact()
    line = calling.line_of(make_contact("salvation_army", review_by=date(2026, 11, 30)))
    assert line.instead.key == "ms_helpline"


def test_stale_advice_falls_back_to_the_police_when_the_helpline_is_stale_too():
    make_contact(review_by=date(2026, 11, 30))
    line = calling.line_of(make_contact("salvation_army", review_by=date(2026, 11, 30)))
    assert line.instead is calling.POLICE


def test_a_stale_emergency_number_falls_back_to_999():
    line = calling.line_of(make_contact("emergency", urgency="now", review_by=date(2026, 11, 30)))
    assert line.instead.number == "999"


def test_support_for_the_learner_never_falls_back_to_the_police():
    stale = make_contact("learner_support", urgency="you", number="", is_local=True)
    assert calling.line_of(stale).instead is None
    make_contact("samaritans", urgency="you", number="116123", display="116 123")
    assert calling.line_of(stale).instead.key == "samaritans"


def test_a_local_contact_nobody_filled_in_is_missing_even_with_a_website():
    line = calling.line_of(make_contact("spoc", number="", is_local=True, urgency="today", url="https://a.example"))
    assert line.state == "missing"
    assert line.instead.number == "101"


def test_a_national_contact_with_a_website_alone_is_shown():
    assert calling.line_of(make_contact("kalayaan", number="", url="https://a.example")).is_current


def test_an_unknown_key_leads_to_the_police_and_999_needs_no_register():
    assert calling.line("nobody").instead is calling.POLICE
    assert calling.line("emergency").who.number == "999"


@given(urgency=st.sampled_from(["now", "today", "advice", "you"]), days=st.integers(-400, 400), filled=st.booleans())
def test_no_line_ever_offers_a_number_past_its_date(urgency, days, filled):
    contact = calling.apps.get_model("content.Contact")(
        key="x",
        name="X",
        urgency=urgency,
        number="+441632960001" if filled else "",
        is_local=True,
        checked_on=date(2026, 11, 1),
        review_by=date.fromordinal(date(2026, 12, 1).toordinal() + days),
    )
    line = calling.line_of(contact)
    assert line.who is not contact or (filled and days >= 0)


def test_a_page_with_ten_contacts_asks_for_contacts_once(client, django_assert_max_num_queries):
    blocks = []
    for number in range(10):
        contact = make_contact(f"contact-{number}", name=f"Contact {number}")
        blocks += [
            ("contact", {"contact": contact.pk}),
            ("text", {"text": f"<p>Call {{{{contact:contact-{number}}}}}.</p>"}),
        ]
    page = make_page(*blocks)
    with django_assert_max_num_queries(20) as captured:
        html = read_anew(client, page.url).content.decode()
    assert html.count("08000 121 700") >= 20
    asked = [query["sql"] for query in captured.captured_queries if "content_contact" in query["sql"]]
    assert len(asked) <= 1


def test_more_contacts_and_facts_cost_no_more_queries(client, check_growth):
    page = make_page(("contact", {"contact": make_contact().pk}), ("fact", {"fact": make_fact().pk}))

    def grow():
        for number in range(5):
            page.body.append(("contact", {"contact": make_contact(f"c{number}")}))
            page.body.append(("fact", {"fact": make_fact(f"F{number}0")}))
        page.save_revision().publish()

    check_growth(lambda: read_anew(client, page.url), grow)


def test_a_changed_number_shows_in_the_next_request(client):
    contact = make_contact()
    assert "08000 121 700" in client.get("/whom-do-i-call/").content.decode()
    contact.display = "08000 999 999"
    contact.save()
    assert "08000 999 999" in client.get("/whom-do-i-call/").content.decode()
