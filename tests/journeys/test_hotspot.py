"""A picture to find things in: tapped, or answered by the list alone."""

import pytest
from playwright.sync_api import expect

QB02 = "select id, latest_revision_id from quizzes_question where code = 'QB02'"
TAPPED, OTHER = "Bolt on the outside of the inner door", "Till on the counter"


@pytest.fixture
def preview(editor, site):
    """A trainer looks at the question as it was last published."""
    farah = editor("Farah").sign_in("farah@northmere.example")
    [(question, revision)] = site.rows(QB02)
    yield farah.go(f"/cms/snippets/quizzes/hotspot/history/{question}/revisions/{revision}/view/").page
    assert farah.failures == []


def test_a_tap_on_a_zone_ticks_its_box_and_the_list_shows_on_the_picture(preview):
    box, other = preview.get_by_label(TAPPED), preview.get_by_label(OTHER)
    zones = preview.locator(".quiz-question [data-zone]")
    zones.nth(2).click()
    expect(box).to_be_checked()
    expect(zones.nth(2)).to_have_attribute("data-ticked", "")
    other.focus()
    preview.keyboard.press("Space")
    expect(zones.nth(0)).to_have_attribute("data-ticked", "")
    zones.nth(2).click()
    expect(box).not_to_be_checked()
    expect(preview.locator("[data-ticked]")).to_have_count(1)
