"""The page of contacts, and the panel of numbers on every page."""

from datetime import date

import pytest
import time_machine

from training.content.models import CareSettings

from .factories import make_contact, make_page, read_anew

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield


def page(client):
    response = client.get("/whom-do-i-call/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_public_and_says_that_it_is_not_a_way_to_report(client):
    assert "not a way to report" in page(client)


def test_contacts_are_grouped_by_urgency_the_most_urgent_first(client):
    make_contact("samaritans", name="Samaritans", urgency="you")
    make_contact()
    make_contact("police_101", name="Police non-emergency line", number="101", display="101", urgency="today")
    html = page(client)
    places = [html.index(f">{group}<") for group in ["Someone is in danger now", "Support for you"]]
    assert places == sorted(places)
    assert html.index("Samaritans") > html.index("Advice and specialist help")


def test_999_is_there_even_when_nobody_filled_the_register(client):
    assert 'href="tel:999"' in page(client)


def test_a_number_is_a_link_that_dials_it_with_its_area_and_date(client):
    make_contact()
    html = page(client)
    assert 'href="tel:+448000121700"' in html
    assert "United Kingdom" in html
    assert "Last checked on 1 November 2026" in html


def test_a_number_that_nobody_has_checked_yet_says_so_and_gives_no_date(client):
    make_contact(note="From a leaflet. Verify before launch.")
    html = page(client)
    assert "Still to be checked by a trainer." in html
    assert "Last checked" not in html


def test_hours_that_nobody_knows_are_not_made_up(client):
    contact = make_contact()
    assert "Check the hours before you rely on them." in page(client)
    contact.hours = "8am to 8pm"
    contact.save()
    html = page(client)
    assert "8am to 8pm" in html
    assert "Check the hours" not in html


def test_a_stale_number_is_not_on_the_page_at_all(client):
    make_contact(review_by=date(2026, 11, 30))
    html = page(client)
    assert "+448000121700" not in html
    assert "08000 121 700" not in html
    assert "We are checking this number." in html
    assert 'href="tel:101"' in html


def test_a_number_nobody_filled_in_says_so(client):
    make_contact("spoc", name="your council's SPOC", number="", display="", is_local=True, urgency="today")
    html = page(client)
    assert "Your organisation has not added this number yet." in html
    assert 'href="tel:101"' in html


def test_more_contacts_cost_no_more_queries(client, check_growth):
    make_contact()
    check_growth(
        lambda: read_anew(client, "/whom-do-i-call/"),
        lambda: [make_contact(f"more-{number}") for number in range(5)],
    )


def test_every_page_has_the_first_numbers_and_the_way_to_the_others(client):
    make_contact()
    make_contact("spoc", name="Our SPOC", number="+441632960001", display="01632 960001", is_local=True)
    html = client.get(make_page().url).content.decode()
    for number in ["tel:999", "tel:101", "tel:+448000121700", "tel:+441632960001"]:
        assert number in html
    assert 'href="/whom-do-i-call/"' in html


def test_the_panel_leaves_out_a_local_number_past_its_date(client):
    make_contact("spoc", number="+441632960001", is_local=True, review_by=date(2026, 11, 30))
    assert "+441632960001" not in client.get(make_page().url).content.decode()


def test_help_pages_can_be_left_at_once_without_a_trace(client):
    html = page(client)
    assert 'data-module="govuk-exit-this-page"' in html
    assert 'href="https://www.bbc.co.uk/weather"' in html
    assert 'rel="nofollow noreferrer"' in html
    assert "does not clear your browsing history" in html


def test_the_way_out_can_be_turned_off_and_led_elsewhere(client, rf):
    request = rf.get("/", headers={"host": "localhost"})
    settings = CareSettings.for_request(request)
    settings.exit_url = "https://www.example.org/recipes"
    settings.save()
    assert "https://www.example.org/recipes" in page(client)
    settings.exit_on_public_pages = False
    settings.save()
    assert "govuk-exit-this-page" not in page(client)


def test_the_way_out_is_on_help_pages_and_not_on_every_page(client):
    assert "govuk-exit-this-page" in client.get(make_page().url).content.decode()
    assert "govuk-exit-this-page" not in client.get("/").content.decode()


def test_the_way_out_is_not_in_lessons_until_a_trainer_wants_it(client, amara, rf):
    from courses.enrolling import enrol
    from tests.courses.factories import lessons_of, make_course

    course = make_course()
    enrol(amara, course)
    client.force_login(amara)
    lesson = lessons_of(course)[0]
    assert "govuk-exit-this-page" not in client.get(lesson.url).content.decode()
    settings = CareSettings.for_request(rf.get("/", headers={"host": "localhost"}))
    settings.exit_in_lessons = True
    settings.save()
    assert "govuk-exit-this-page" in client.get(lesson.url).content.decode()
