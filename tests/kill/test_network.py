"""The network is cut between a real browser and the site, at every step of a quiz, before or after the site heard."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.kill.house import wait_until

NOT_SAVED = "Not saved yet. We will keep trying."
GO_ON = re.compile("Start the quiz|Continue the quiz")


@pytest.fixture
def page(chromium, house, learner):
    """The learner's phone, at the quiz."""
    context = chromium.new_context(viewport={"width": 320, "height": 800}, locale="en-GB")
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": name, "value": value, "url": house.url} for name, value in learner.cookies.items()])
    page = context.new_page()
    page.goto(f"{house.url}{learner.quiz_path}")
    yield page
    context.close()


@contextmanager
def no_way_there(page):
    """Nothing that the browser sends arrives."""
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


@contextmanager
def no_way_back(page):
    """What the browser posts arrives, and the answer is lost."""

    def lose(route):
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/*", lose)
    yield
    page.unroute("**/*")


def press_in_vain(page, name):
    with page.expect_event("requestfailed"):
        page.get_by_role("main").get_by_role("button", name=name).first.click(no_wait_after=True)
    # The browser's own page of errors loads itself again once the network is back, and would break off the next visit.
    page.wait_for_function("() => location.protocol === 'chrome-error:'")
    page.goto("about:blank")


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
@pytest.mark.parametrize("cut", [no_way_there, no_way_back])
def test_a_network_that_goes_at_every_step_of_a_quiz_costs_nothing(house, learner, page, cut, note, round_number):
    steps = 1
    with cut(page):
        press_in_vain(page, GO_ON)
    page.goto(f"{house.url}{learner.quiz_path}")
    page.get_by_role("main").get_by_role("button", name=GO_ON).click()
    questions = page.locator(".quiz-question")
    expect(questions.first).to_be_visible()
    attempt_url = page.url
    count = questions.count()
    for place in range(count):
        question = questions.nth(place)
        with cut(page):
            question.get_by_label("Call", exact=True).check()
            expect(question.get_by_role("status")).to_have_text(NOT_SAVED)
        expect(question.get_by_role("status")).to_contain_text("Saved at")
        steps += 1
    with cut(page):
        press_in_vain(page, "Finish and see my result")
    steps += 1
    page.goto(attempt_url)
    finish = page.get_by_role("button", name="Finish and see my result")
    if finish.count():
        finish.click()
    expect(page.get_by_role("main")).to_contain_text("You passed")
    check_once(house, learner, count)
    note(cuts=steps)


def check_once(house, learner, questions):
    enrolment = learner.enrolment
    assert house.rows(f"select state, passed from quizzes_attempt where enrolment_id = {enrolment}") == [
        ("submitted", True)
    ]
    events = house.rows(
        "select kind, count(*) from quizzes_responseevent e join quizzes_response r on r.id = e.response_id"
        f" join quizzes_attempt a on a.id = r.attempt_id where enrolment_id = {enrolment} group by kind"
    )
    assert dict(events) == dict.fromkeys(["saved", "submitted", "marked"], questions)
    certificates = f"select count(*) from certificates_certificate where enrolment_id = {enrolment}"
    wait_until(lambda: house.one(certificates) == 1, "the certificate")
