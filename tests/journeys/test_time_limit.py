"""A quiz with a time limit and answers to check on the way, in a browser: what is said, and what still counts."""

import json
import shutil
import uuid

import pytest
from playwright.sync_api import expect

from tests.journeys.answers import DEMO
from tests.journeys.steps import CORE
from tests.journeys.test_interruptions import NOT_SAVED
from tests.journeys.test_question_types import TOPIC, write

COURSE = "in-time"
OPTIONS = [{"text": "Call", "correct": True, "feedback": "Danger comes first."}, {"text": "Wait", "correct": False}]
STEMS = ["What comes first?", "And then?", "And last?"]
# The page's clock is late by as long as the page took to load: seconds, where the machine is busy.
OVER = """
from datetime import timedelta
from django.utils import timezone
from quizzes.models import Attempt
Attempt.objects.open().update(deadline_at=timezone.now() - timedelta(seconds={ago}))
"""


@pytest.fixture(scope="module")
def course(site, tmp_path_factory):
    """A course that is only a quiz of three questions, in half an hour, each of which can be checked."""
    folder = tmp_path_factory.mktemp("course") / "files"
    module = folder / COURSE / "01-quiz"
    shutil.copytree(DEMO / CORE / "06-notes-and-quiz", module, ignore=shutil.ignore_patterns("0[123]*"))
    given = {"type": "single_choice", "options": OPTIONS, "topic": TOPIC}
    asked = [{**given, "key": f"QT{n}", "stem": stem, "uid": str(uuid.uuid4())} for n, stem in enumerate(STEMS)]
    write(folder / COURSE / "course.yaml", DEMO / CORE / "course.yaml", slug=COURSE, title="In time")
    write(module / "module.yaml", module / "module.yaml")
    rules = {"time_limit": 30, "review": "practice", "pools": []}
    write(module / "04-quiz.yaml", module / "04-quiz.yaml", questions=[one["key"] for one in asked], **rules)
    (folder / COURSE / "questions.yaml").write_text(json.dumps(asked))
    site.manage("load_courses", str(folder))


def begin(visitor, email):
    learner = visitor(email).sign_in(email)
    return learner.go(f"/courses/{COURSE}/", looking=False).press("Start this course").press("Start the quiz")


def test_an_answer_is_checked_and_the_end_is_announced_before_it_comes(visitor, course):
    learner = begin(visitor, "asha@northmere.example").sees("You have until")
    learner.page.get_by_label("Call").first.check()
    learner.press("Check my answer to question 1").sees("Danger comes first.")
    assert learner.page.get_by_role("radio").count() == 4, "what was checked is closed"
    learner.page.clock.install()
    learner.page.reload()
    left = learner.page.locator(".quiz-time-left")
    expect(left).to_be_empty()
    for minutes, words in [("20:30", "10 minutes are left."), ("05:00", "5 minutes are left."), ("04:00", "1 minute")]:
        learner.page.clock.fast_forward(minutes)
        expect(left).to_contain_text(words)
    with learner.page.expect_navigation():
        learner.page.clock.fast_forward("01:30")
    learner.look().sees("Not passed yet").sees("You got this right")


@pytest.mark.promise(8)
def test_what_was_given_in_time_counts_though_the_network_brings_it_late(visitor, site, course):
    learner = begin(visitor, "carys@northmere.example")
    blocks = learner.page.locator(".quiz-question")
    learner.context.set_offline(True)
    blocks.nth(0).get_by_label("Call").check()
    expect(blocks.nth(0).get_by_role("status")).to_have_text(NOT_SAVED)
    site.manage("shell", "--command", OVER.format(ago=0))
    learner.context.set_offline(False)
    expect(blocks.nth(0).get_by_role("status")).to_contain_text("Saved at")
    site.manage("shell", "--command", OVER.format(ago=60))
    blocks.nth(1).get_by_label("Call").check()
    expect(blocks.nth(1).get_by_role("status")).to_contain_text("Your time was up")
    learner.noise.clear()
    learner.press("Finish and see my result").sees("Not passed yet")
    assert learner.page.get_by_text("You got this right").count() == 1
