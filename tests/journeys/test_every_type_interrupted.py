"""A quiz that asks every type of question, while the network goes at each step, or the server dies: nothing is lost."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.journeys import questions
from tests.journeys.answers import question_on
from tests.journeys.test_interruptions import NOT_SAVED
from tests.journeys.test_question_types import COURSE, UNSCORED, course  # noqa: F401

FINISH = "Finish and see my result"
# Of an answer that leaves the browser, without its hyphens in the database.
KEY = re.compile(r"idempotency_key=([0-9a-f-]+)")
SAVED = re.compile(r"Saved at \d\d:\d\d")


@pytest.fixture
def begin(visitor):
    """Somebody on the page with all the questions: `begin(email)`."""

    def act(email):
        learner = visitor(email).sign_in(email)
        learner.sent = []
        learner.page.on("request", lambda request: learner.sent.extend(keys_in(request.post_data)))
        return learner.go(f"/courses/{COURSE}/", looking=False).press("Start this course").press("Start the quiz")

    return act


def keys_in(data):
    return [key.replace("-", "") for key in KEY.findall(data or "")]


def answer_right(block, asked):
    questions.answer(block, question_on(block.inner_text(), asked), is_right=True)


def receipt_of(block):
    return block.locator("> [role=status]")


def finish_in_vain(learner):
    """Press the button while nobody answers, come to the browser's own page of errors, and leave that."""
    learner.page.get_by_role("button", name=FINISH).click(no_wait_after=True)
    learner.page.wait_for_function("() => location.protocol === 'chrome-error:'")
    learner.page.goto("about:blank")


def is_whole(learner, site, asked):
    """The result is sound and right, and every answer is there once."""
    # The browser itself notes requests that failed; nothing else may be in the console.
    assert all("Failed to load resource" in line for line in learner.noise), learner.noise
    learner.noise.clear()
    learner.press(FINISH).sees("You passed")
    scored = [question for question in asked if question["type"] not in UNSCORED]
    assert learner.page.get_by_text("You got this right").count() == len(scored)
    events = site.rows(
        "select response_id, kind, idempotency_key from quizzes_responseevent event"
        " join quizzes_response response on response.id = response_id"
        " join quizzes_attempt attempt on attempt.id = attempt_id"
        " join courses_enrolment enrolment on enrolment.id = enrolment_id"
        f" where email = '{learner.name}' order by response_id, event.seq"
    )
    kinds = Counter(kind for _response, kind, _key in events)
    assert kinds["submitted"] == kinds["marked"] == len(asked)
    saved = [(response, key) for response, kind, key in events if kind == "saved"]
    assert len({response for response, _key in saved}) == len(asked)
    assert len(set(saved)) == len(saved) == len(set(learner.sent) & {str(key).replace("-", "") for _pk, key in saved})


@pytest.mark.promise(8)
def test_a_network_that_goes_at_every_step_loses_nothing(begin, site, course):  # noqa: F811
    learner = begin("asha@northmere.example")
    blocks = learner.page.locator(".quiz-question")
    assert blocks.count() == len(course) == 14
    for place in range(len(course)):
        learner.context.set_offline(True)
        answer_right(blocks.nth(place), course)
        expect(receipt_of(blocks.nth(place))).to_have_text(NOT_SAVED)
        learner.context.set_offline(False)
        expect(receipt_of(blocks.nth(place))).to_have_text(SAVED)
    attempt = learner.page.url
    learner.context.set_offline(True)
    finish_in_vain(learner)
    learner.context.set_offline(False)
    learner.page.goto(attempt)
    is_whole(learner, site, course)


@pytest.mark.promise(8)
def test_a_server_that_is_killed_in_the_middle_loses_nothing(begin, site, course):  # noqa: F811
    learner = begin("carys@northmere.example")
    blocks = learner.page.locator(".quiz-question")
    for place in range(len(course)):
        is_killed = place == len(course) // 2
        if is_killed:
            site.kill()
        answer_right(blocks.nth(place), course)
        if is_killed:
            expect(receipt_of(blocks.nth(place))).to_have_text(NOT_SAVED)
            site.start()
            # It would try again by itself; nobody waits for that here.
            learner.page.evaluate("() => window.dispatchEvent(new Event('online'))")
        expect(receipt_of(blocks.nth(place))).to_have_text(SAVED, timeout=60_000)
    attempt = learner.page.url
    site.kill()
    finish_in_vain(learner)
    site.start()
    learner.page.goto(attempt)
    is_whole(learner, site, course)
