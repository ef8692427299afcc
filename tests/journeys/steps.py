"""What learners do in one journey after another: finish lessons, answer a quiz, hold the certificate."""

import re

from playwright.sync_api import expect

from tests.journeys import questions
from tests.journeys.answers import DEMO, question_on

CORE = "core-recognise-respond"


def address_of(course):
    """The address of a course of the demo."""
    return f"/courses/{course}/"


def activities_of(course):
    """How many activities a course of the demo has."""
    return len([*(DEMO / course).glob("*/[0-9]*.yaml")])


def answer(visitor, *, is_right=True, among=None):
    """Answer every question on the page, right or wrong, and wait for each receipt where there is JavaScript.

    `among` holds the questions where they are not the demo's.
    """
    blocks = visitor.page.locator(".quiz-question")
    for place in range(blocks.count()):
        answer_in(blocks.nth(place), visitor, is_right=is_right, among=among)


def answer_in(block, visitor, *, is_right, among=None):
    """Answer one question of several on the page, and wait for its receipt where there is JavaScript."""
    questions.answer(block, question_on(block.inner_text(), among), is_right=is_right)
    if visitor.context.has_scripts:
        expect(block.get_by_role("status")).to_contain_text(re.compile(r"Saved at \d\d:\d\d"))


def answer_one(visitor, *, is_right=True):
    """Answer the one question on the page, which keeps nothing before it is sent."""
    block = visitor.page.locator(".quiz-question")
    questions.answer(block, question_on(block.inner_text()), is_right=is_right)


def finish_lessons(visitor, *, every=1):
    """Read and finish lesson after lesson until the quiz, looking closely at every so-manieth."""
    finished = visitor.page.get_by_role("button", name="I have finished this")
    place = 0
    while finished.count():
        place += 1
        visitor.press("I have finished this", looking=place % every == 0)
    return place


def pass_quiz(visitor):
    """Start the quiz on this page, and pass it."""
    visitor.press(re.compile("^(Start|Try)"))
    answer(visitor)
    return visitor.press("Finish and see my result").sees("You passed")


def certificate_of(visitor):
    """Download the certificate by its link; returns its bytes."""
    link = visitor.page.get_by_role("main").get_by_role("link", name=re.compile("ownload")).first
    response = visitor.context.request.get(f"{visitor.site.url}{link.get_attribute('href')}")
    assert response.headers["content-type"] == "application/pdf"
    return response.body()
