"""The network goes, or the server dies, in the middle of a quiz on a phone."""

import pytest
from playwright.sync_api import expect

COURSE = "/courses/core-recognise-respond/"
NOT_SAVED = "Not saved yet. We will keep trying."


@pytest.fixture
def learner(visitor):
    """Ben, on the first page of a fresh attempt."""
    ben = visitor("Ben").sign_in("ben@northmere.example")
    ben.go(COURSE)
    ben.press("Start this course")
    ben.go(f"{COURSE}check/quiz/").press("Start the quiz")
    return ben


def saved_in(site):
    return site.rows("select count(*) from quizzes_responseevent where kind = 'saved'")


@pytest.mark.promise(8)
def test_an_answer_given_without_a_network_or_a_server_is_kept_and_sent_when_it_is_back(learner, site):
    questions = learner.page.locator(".quiz-question")
    first, second, third = (questions.nth(place) for place in range(3))

    learner.context.set_offline(True)
    first.get_by_role("radio").first.check()
    expect(first.get_by_role("status")).to_have_text(NOT_SAVED)
    assert saved_in(site) == [(0,)]
    learner.context.set_offline(False)
    expect(first.get_by_role("status")).to_contain_text("Saved at")
    assert saved_in(site) == [(1,)]

    site.kill()
    second.get_by_role("radio").first.check()
    expect(second.get_by_role("status")).to_have_text(NOT_SAVED)
    site.start()
    expect(second.get_by_role("status")).to_contain_text("Saved at", timeout=60_000)
    assert saved_in(site) == [(2,)]

    learner.context.set_offline(True)
    third.get_by_role("radio").nth(1).check()
    expect(third.get_by_role("status")).to_have_text(NOT_SAVED)
    learner.context.set_offline(False)
    learner.page.reload()
    again = learner.page.locator(".quiz-question").nth(2)
    expect(again.get_by_role("status")).to_contain_text("Saved at")
    expect(again.get_by_role("radio").nth(1)).to_be_checked()
    assert saved_in(site) == [(3,)]
    # The browser itself notes requests that failed; nothing else may be in the console.
    assert all("Failed to load resource" in line for line in learner.noise)
