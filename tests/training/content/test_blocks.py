"""Every block as a reader gets it."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from training.content.blocks import LessonStoryBlock

from .factories import make_contact, make_fact, make_page

pytestmark = pytest.mark.django_db
STORY = LessonStoryBlock()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="4" height="3"/></svg>'


@pytest.fixture(autouse=True)
def winter():
    cache.clear()  # Wagtail remembers the sizes of pictures there, and test databases number pictures alike.
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield


def shown(kind, value, **context):
    block = STORY.child_blocks[kind]
    return " ".join(block.render(block.to_python(value), context=context).split())


def make_image(name="plan.svg", content=SVG, width=400, height=300):
    return get_image_model().objects.create(title="Plan", file=ContentFile(content, name), width=width, height=height)


def make_photo(name="shop.png"):
    file = BytesIO()
    Drawing.new("RGB", (1200, 900)).save(file, "PNG")
    return make_image(name, file.getvalue(), 1200, 900)


def test_text_keeps_its_formatting_and_its_headings_follow_the_page_title():
    assert "<h2>Signs</h2>" in shown("text", {"text": "<h3>Signs</h3><p><b>Look.</b></p>"})


def test_a_callout_has_its_title_as_a_heading_and_smaller_ones_below():
    html = shown("callout", {"title": "Remember", "text": "<h3>Small</h3>"})
    assert ">Remember</h2>" in html
    assert "<h3>Small</h3>" in html


def test_a_callout_without_a_title_skips_no_heading_level():
    assert "<h2>Small</h2>" in shown("callout", {"title": "", "text": "<h3>Small</h3>"})


def test_a_case_study_says_that_it_is_made_up():
    html = shown("case_study", {"title": "A shop", "text": "<p>He</p>", "questions": ["What is missing?"]})
    assert "These people and places are made up." in html
    assert "<li>What is missing?</li>" in html


def test_do_and_do_not_are_said_in_words():
    html = shown("do_do_not", {"do": ["Call {{contact:emergency}}"], "do_not": ["Confront <anyone>"]})
    assert ">Do</h2>" in html
    assert ">Do not</h2>" in html
    assert 'href="tel:999"' in html
    assert "&lt;anyone&gt;" in html


def test_a_quotation_is_a_quotation_with_its_speaker():
    html = shown("quotation", {"text": "I <was> afraid.", "attribution": "A woman who was exploited"})
    assert "<blockquote" in html
    assert "&lt;was&gt;" in html
    assert "<figcaption" in html


def test_an_accordion_works_without_javascript():
    html = shown("accordion", {"sections": [{"heading": "Wages", "text": "<h3>More</h3>"}]})
    assert "<details" in html
    assert ">Wages</h2>" in html
    assert "<h3>More</h3>" in html


def test_a_drawing_has_words_and_a_size_and_needs_no_query_to_show():
    image = make_image()
    html = shown("picture", {"image": image.pk, "alt": "A plan of a shop", "caption": "Look at the door"})
    assert 'alt="A plan of a shop"' in html
    assert 'width="400"' in html
    assert 'height="300"' in html
    assert 'loading="lazy"' in html
    assert ".svg" in html
    assert "Look at the door" in html


def test_a_photograph_comes_in_sizes():
    html = shown("picture", {"image": make_photo().pk, "alt": "A shop", "caption": ""})
    assert "srcset=" in html
    assert "320w" in html
    assert "640w" in html


@pytest.mark.usefixtures("referenced")
def test_the_sizes_are_made_when_the_page_is_published(django_capture_on_commit_callbacks, client):
    image = make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(("picture", {"image": image.pk, "alt": "A shop", "caption": ""}))
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert made == {"width-320", "width-640", "width-960"}
    client.get(page.url)
    assert image.renditions.count() == 3


@pytest.mark.usefixtures("referenced")
def test_more_pictures_cost_no_more_queries(client, check_growth, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(("picture", {"image": make_photo().pk, "alt": "One", "caption": ""}))

    def grow():
        for number in range(3):
            page.body.append(("picture", {"image": make_photo(f"{number}.png"), "alt": "x", "caption": ""}))
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    check_growth(lambda: client.get(page.url), grow)


def test_a_picture_that_was_deleted_leaves_no_broken_box():
    assert "<img" not in shown("picture", {"image": 987654, "alt": "x", "caption": ""})


def test_a_download_says_its_type_and_size():
    document = Document.objects.create(title="Card", file=ContentFile(b"%PDF-1.7 x", "card.pdf"), file_size=10)
    html = shown("download", {"document": document.pk, "title": "Action card"})
    assert "Action card (PDF, 10" in html
    assert "download" in html


def test_a_pause_promises_that_nothing_is_stored():
    assert "nothing is stored" in shown("pause", {"prompt": "What would you say?"})


def test_a_content_note_says_what_how_long_and_what_instead():
    html = shown("content_note", {"themes": "Debt", "form": "text", "minutes": 2, "instead": "Read the summary"})
    for words in ["Debt", "text", "About 2 minutes", "Read the summary"]:
        assert words in html


def test_a_contact_block_shows_the_register_as_it_is_today():
    contact = make_contact()
    assert "tel:+448000121700" in shown("contact", {"contact": contact.pk})
    with time_machine.travel("2027-03-02"):
        html = shown("contact", {"contact": contact.pk})
    assert "tel:+448000121700" not in html
    assert "We are checking this number." in html


def test_a_contact_block_whose_contact_is_gone_shows_the_police_line():
    assert "tel:101" in shown("contact", {"contact": 987654})


def test_a_fact_comes_with_its_source_and_date():
    html = shown("fact", {"fact": make_fact().pk})
    assert "South Tyneside safeguarding procedures" in html
    assert "Last checked on 1 November 2026" in html
    assert "We are checking" not in html


def test_a_fact_that_nobody_verified_says_so_and_gives_no_date():
    fact = make_fact(note="Verify with your legal team.")
    html = shown("fact", {"fact": fact.pk})
    assert fact.claim in html
    assert "Still to be checked by a trainer." in html
    assert "checked on" not in html
    assert "legal team" not in html


def test_a_stale_fact_is_not_shown_and_says_where_to_look():
    fact = make_fact(review_by=date(2026, 11, 30))
    html = shown("fact", {"fact": fact.pk})
    assert "We are checking this fact again." in html
    assert "last checked on 1 November 2026" in html
    assert "Nobody has to cross a border" not in html
    assert "South Tyneside safeguarding procedures" in html


VARIANTS = {
    "default": [{"type": "text", "value": {"text": "<p>For everybody.</p>"}}],
    "variants": [
        {"roles": ["trading-standards"], "body": [{"type": "text", "value": {"text": "<p>For shops.</p>"}}]},
        {"roles": ["licensing"], "body": [{"type": "text", "value": {"text": "<p>For licences.</p>"}}]},
    ],
}


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ({"trading-standards"}, "For shops."),
        ({"licensing", "police"}, "For licences."),
        ({"police"}, "For everybody."),
        (set(), "For everybody."),
        (None, "For everybody."),
    ],
)
def test_words_by_role_are_those_of_the_readers_role_or_everybodys(roles, words):
    html = shown("role_variant", VARIANTS, reader_roles=roles)
    assert words in html
    assert html.count("<p>") == 1


def test_words_by_role_are_everybodys_where_no_roles_are_known():
    assert "For everybody." in shown("role_variant", VARIANTS)


def test_no_block_has_a_style_or_a_script_of_its_own():
    html = make_everything()
    assert " style=" not in html
    assert "<script" not in html


def make_everything():
    return " ".join(
        [
            shown("text", {"text": "<p>a</p>"}),
            shown("callout", {"title": "a", "text": "<p>a</p>"}),
            shown("case_study", {"title": "a", "text": "<p>a</p>", "questions": ["a"]}),
            shown("do_do_not", {"do": ["a"], "do_not": ["a"]}),
            shown("accordion", {"sections": [{"heading": "a", "text": "<p>a</p>"}]}),
            shown("picture", {"image": make_photo().pk, "alt": "a", "caption": "a"}),
            shown("pause", {"prompt": "a"}),
        ]
    )
