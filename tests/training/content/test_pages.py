"""The front door, plain public pages, and what is shown when something goes wrong."""

import itertools
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Site

from courses.models import CataloguePage
from tests.courses.factories import make_course
from training.content.models import HomePage, InfoPage

from .factories import make_contact, make_fact, make_page

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def test_the_home_page_says_what_this_is_and_leads_on(client):
    html = text_of(client.get("/"))
    assert "Learn to notice signs of exploitation" in html
    for address in [CataloguePage.objects.get().url, "/whom-do-i-call/", "/check/"]:
        assert f'href="{address}"' in html


def test_the_home_page_stands_without_a_catalogue(client):
    CataloguePage.objects.get().delete()
    assert client.get("/").status_code == 200


def test_a_public_page_shows_its_story(client):
    page = make_page(
        ("text", {"text": "<h3>Why</h3><p>Because.</p>"}),
        ("callout", {"title": "Remember", "text": "<p>This.</p>"}),
        ("fact", {"fact": make_fact().pk}),
        ("contact", {"contact": make_contact().pk}),
    )
    html = text_of(client.get(page.url))
    assert "Because." in html
    assert "Nobody has to cross a border" in html
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_public_page_stands_below_the_home_page_alone():
    assert InfoPage.allowed_parent_page_models() == [HomePage]
    assert InfoPage.allowed_subpage_models() == []


def test_no_public_page_has_inline_styles_or_scripts(client):
    make_contact()
    for address in ["/", "/whom-do-i-call/", make_page().url]:
        html = text_of(client.get(address))
        assert " style=" not in html
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert " onclick" not in html


def test_an_unknown_address_is_answered_in_plain_words(client):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "Page not found" in text_of(response)
    assert "tel:999" in text_of(response)


def test_a_broken_page_needs_nothing_to_say_sorry(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html")
    assert "Sorry, there is a problem with the site" in html
    assert 'href="tel:999"' in html


def test_a_refused_post_is_answered_in_plain_words():
    page = make_page()
    response = Client(enforce_csrf_checks=True).post(f"/pages/{page.pk}/report-a-problem/", {"message": "x"})
    assert response.status_code == 403
    assert "We could not take what you sent" in text_of(response)


def test_every_page_is_found_at_once_after_the_first_one_was_given_another_slug(client):
    course = make_course()
    assert client.get(course.url).status_code == 200
    home = Site.objects.get().root_page.specific
    home.slug = "start"
    home.save_revision().publish()
    assert client.get(course.url).status_code == 200
