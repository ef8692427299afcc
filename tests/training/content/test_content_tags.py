"""Contacts inside sentences, headings that skip no level, and the banner above every free text."""

from datetime import date

import pytest
import time_machine
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from training.content.templatetags.content_tags import headings_from, with_contacts

from .factories import make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield


def shown(value):
    return Template("{% load content_tags %}{{ value|with_contacts }}").render(Context({"value": value}))


def test_a_contact_in_rich_text_becomes_its_name_and_a_link_that_dials():
    make_contact()
    html = shown(mark_safe("<p>Call {{contact:ms_helpline}} today.</p>"))
    assert html.startswith("<p>Call Modern Slavery &amp; Exploitation Helpline on <a ")
    assert 'href="tel:+448000121700">08000 121 700</a> today.</p>' in html


def test_a_contact_in_plain_text_does_not_unescape_the_text_around_it():
    make_contact()
    html = shown("<script>alert(1)</script> {{contact:ms_helpline}} & more")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&amp; more" in html
    assert 'href="tel:+448000121700"' in html


def test_a_contacts_name_is_escaped():
    make_contact(name="<b>Help</b>")
    assert "&lt;b&gt;Help&lt;/b&gt;" in shown(mark_safe("{{contact:ms_helpline}}"))


def test_a_stale_contact_in_a_sentence_says_so_and_whom_to_call():
    make_contact("salvation_army", name="Salvation Army", review_by=date(2026, 11, 30))
    html = shown(mark_safe("<p>{{contact:salvation_army}}</p>"))
    assert "Salvation Army (we are checking this number; call Police non-emergency line on" in html
    assert "08000 121 700" not in html


def test_a_missing_support_contact_leads_to_the_manager():
    make_contact("learner_support", name="support", urgency="you", number="", is_local=True)
    assert shown("{{contact:learner_support}}") == "support (no number here yet; ask your manager)"


def test_a_number_that_nobody_has_checked_yet_is_shown_and_says_so():
    make_contact(note="From a leaflet. Verify before launch.")
    assert shown("Call {{contact:ms_helpline}}.").endswith("</a> (number still to be checked).")


def test_a_key_that_is_not_in_the_register_shows_the_police_line():
    assert 'href="tel:101"' in shown("{{contact:gone}}")


def test_text_without_contacts_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert with_contacts("2 {{ 2 }} 4") == "2 {{ 2 }} 4"


@given(st.text())
def test_plain_text_is_always_escaped(text):
    html = shown(text)
    assert "<" not in html.replace('<a class="govuk-link phone-number"', "").replace("</a>", "")


@pytest.mark.parametrize(
    ("html", "first", "expected"),
    [
        ("<h3>a</h3><h4>b</h4><h3>c</h3>", 2, "<h2>a</h2><h3>b</h3><h2>c</h2>"),
        ("<h4>a</h4>", 3, "<h3>a</h3>"),
        ('<h3 data-block-key="x">a</h3>', 2, '<h2 data-block-key="x">a</h2>'),
        ("<p>no heading</p><hr>", 2, "<p>no heading</p><hr>"),
    ],
)
def test_headings_begin_at_the_level_of_their_place(html, first, expected):
    assert headings_from(html, first) == expected


def test_headings_of_safe_text_stay_safe():
    assert isinstance(headings_from(mark_safe("<h3>a</h3>"), 2), SafeString)


def test_the_banner_says_what_never_to_write_and_whom_to_call():
    html = Template("{% load content_tags %}{% free_text_banner %}").render(Context())
    assert "Never write about a real case here." in html
    assert 'href="tel:999"' in html
    assert 'href="/whom-do-i-call/"' in html


def test_one_contact_can_stand_by_itself():
    make_contact()
    html = Template('{% load content_tags %}{% contact "ms_helpline" %}').render(Context())
    assert 'href="tel:+448000121700"' in html
