"""Somebody writes, Farah marks it without a name, and then marks a question anew that was asked wrongly."""

import json
import shutil
import uuid

import pytest

from tests.journeys.answers import DEMO
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import CORE
from tests.journeys.test_question_types import TOPIC, write

COURSE = "to-be-marked"
WORDS = "At 14:10 in the kitchen I saw four beds."
ESSAY = {
    "type": "free_text",
    "stem": "Describe what you saw.",
    "marked_by_person": True,
    "model_answer": "At 14:10 I saw four beds in the kitchen.",
    "criteria": [{"text": "When and where"}, {"text": "What was seen", "points": 3}],
}
WRONG_KEY = {
    "type": "single_choice",
    "stem": "Whom do you tell?",
    "options": [
        {"text": "The lead", "correct": True, "feedback": "Yes."},
        {"text": "My manager", "correct": False, "feedback": "No."},
    ],
}

QUIZ = [ESSAY, WRONG_KEY]


@pytest.fixture(scope="module")
def course(site, tmp_path_factory):
    """A course that is only a quiz: something to write, and a question whose key is wrong."""
    folder = tmp_path_factory.mktemp("course") / "files"
    module = folder / COURSE / "01-quiz"
    shutil.copytree(DEMO / CORE / "06-notes-and-quiz", module, ignore=shutil.ignore_patterns("0[123]*"))
    asked = [{**one, "key": f"QM{place}", "uid": str(uuid.uuid4()), "topic": TOPIC} for place, one in enumerate(QUIZ)]
    write(folder / COURSE / "course.yaml", DEMO / CORE / "course.yaml", slug=COURSE, title="To be marked")
    write(module / "module.yaml", module / "module.yaml")
    write(module / "04-quiz.yaml", module / "04-quiz.yaml", questions=[one["key"] for one in asked], pools=[])
    (folder / COURSE / "questions.yaml").write_text(json.dumps(asked))
    site.manage("load_courses", str(folder))


def take(learner, choice):
    """Write, and choose: the key calls the lead right and the manager wrong."""
    learner.go(f"/courses/{COURSE}/").press("Start this course").press("Start the quiz")
    learner.page.get_by_label("Write here").fill(WORDS)
    learner.page.get_by_label(choice).check()
    learner.press("Finish and see my result").sees("A trainer will mark question 1.")


def mark(trainer):
    """Fill the rubric in, seeing the words and no name."""
    trainer.go("/marking/").press("Mark").sees(WORDS)
    assert "Asha" not in trainer.page.content()
    trainer.page.get_by_label("When and where").fill("1")
    trainer.page.get_by_label("What was seen").fill("3")
    trainer.page.get_by_label("Comment to the learner").fill("Clear and calm.")
    trainer.press("Give these marks").sees("Nothing waits to be marked.")


def mark_anew(trainer):
    """Accept the other answer too: first the trial, then the agreement."""
    trainer.go(f"/courses/{COURSE}/").press("Quiz: recognise and respond").press("See what the answers say")
    trainer.press("Whom do you tell?")
    trainer.page.get_by_label("Accept another answer too").check()
    trainer.page.get_by_label("The wrong answer was marked as right").check()
    trainer.page.get_by_label("My manager").check()
    trainer.press("See what would come of it").sees("Fewer than five people have finished")
    trainer.press("Mark it anew").sees("Marked anew.")


def test_words_are_marked_and_a_wrong_key_is_put_right(visitor, course):
    learner = visitor("Asha", width=PHONE).sign_in("asha@northmere.example")
    take(learner, "My manager")
    result = learner.page.url
    trainer = visitor("Farah", width=DESK).sign_in("farah@northmere.example")
    mark(trainer)
    learner.page.goto(result)
    learner.look().sees("Not passed yet").sees("Clear and calm.")
    mark_anew(trainer)
    learner.page.goto(result)
    learner.look().sees("You passed")


def test_a_trainer_marks_on_a_phone_without_javascript(visitor, course):
    take(visitor("Imran", width=PHONE, scripts=False).sign_in("imran@northmere.example"), "The lead")
    mark(visitor("Farah", width=PHONE, scripts=False).sign_in("farah@northmere.example"))
