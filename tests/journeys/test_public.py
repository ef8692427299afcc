"""People without an account: somebody who needs a number, and somebody who checks a certificate."""

import pytest

from tests.journeys.conftest import DESK

PAGES = [
    "/",
    "/courses/",
    "/courses/core-recognise-respond/",
    "/whom-do-i-call/",
    "/check/",
    "/account/login/",
    "/account/password/reset/",
    "/account/signup/",
]
LESSON = "/courses/core-recognise-respond/what-exploitation-is/how-control-works/"
WATCH = """() => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
    .map(entry => [entry.name, entry.transferSize])"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_every_public_page_is_sound(visitor, scripts):
    reader = visitor("Reader", also=DESK, scripts=scripts)
    for path in PAGES:
        reader.go(path)


def test_the_way_out_is_on_help_pages_and_not_in_lessons(visitor):
    reader = visitor("Reader").go("/whom-do-i-call/")
    assert (
        reader.page.get_by_role("button", name="Exit this page")
        .or_(reader.page.get_by_role("link", name="Exit this page"))
        .first.is_visible()
    )
    learner = visitor("Ewa").sign_in("ewa@northmere.example")
    learner.go("/courses/core-recognise-respond/").press("Start this course")
    assert not learner.page.get_by_text("Exit this page").count()


def test_a_first_visit_to_a_lesson_is_light(visitor):
    learner = visitor("Carys").sign_in("carys@northmere.example")
    learner.go("/courses/core-recognise-respond/").press("Start this course")
    cookies = learner.context.cookies()
    fresh = visitor("Carys, on a new phone")
    fresh.context.add_cookies(cookies)
    fresh.page.goto(f"{fresh.site.url}{LESSON}", wait_until="networkidle")
    loaded = fresh.page.evaluate(WATCH)
    assert "How control works" in fresh.page.title()
    assert len(loaded) <= 8, loaded
    assert sum(size for _name, size in loaded) <= 60 * 1024, loaded


def test_a_code_that_nobody_knows_is_answered_in_words(visitor):
    verifier = visitor("Verifier").go("/check/")
    verifier.page.get_by_label("Code on the certificate", exact=True).fill("ABCDE-FGHJK-LMNPQ-RSTVW")
    verifier.press("Check", looking=False)
    # The browser itself notes a 404 in its console.
    assert all("404" in line for line in verifier.noise)
    verifier.noise.clear()
    verifier.look()
