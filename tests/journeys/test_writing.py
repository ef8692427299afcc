"""Questions that are answered in writing, in a browser: saved while one types, and put right where they must be."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE

# A course whose quiz asks a question of each of these types, as the type's own test makes it; Ewa is on it.
MAKE = """
from courses.models import CoursePage
from quizzes import editions
from tests.quizzes import making
from tests.quizzes.questions import test_numerical, test_short_answer
from training.people.models import User

course = making.make_course("In writing")
questions = [test_numerical.make("This is a number."), test_short_answer.make("This is a short answer.")]
quiz = making.make_quiz(course, questions)
editions.build(quiz)
making.release(CoursePage.objects.get(pk=course.pk), User.objects.get(email="farah@northmere.example"))
making.enrol(User.objects.get(email="ewa@northmere.example"), course)
"""
QUIZ = "/courses/in-writing/quiz/"
SAVED = re.compile(r"Saved at \d\d:\d\d")


@pytest.fixture(scope="module", autouse=True)
def quiz(site):
    site.manage("shell", "-c", MAKE)


@pytest.fixture
def begin(visitor):
    """Ewa on the page of questions: `begin(width, scripts=True)`."""

    def begin_at(width, **options):
        ewa = visitor("Ewa", width=width, **options).sign_in("ewa@northmere.example")
        ewa.go(QUIZ).press(re.compile("quiz$|^Try again"))
        return ewa

    return begin_at


def block_of(ewa, type_):
    return ewa.page.locator(".quiz-question").filter(has_text=f"This is a {type_}.")


def test_words_are_saved_at_a_pause_while_they_are_typed(begin):
    ewa = begin(DESK)
    block = block_of(ewa, "short answer")
    block.get_by_label("Your answer").press_sequentially("their passport")
    expect(block.get_by_role("status")).to_have_text(SAVED)
    assert ewa.page.evaluate("JSON.stringify(localStorage)").count("passport") == 0
    # Leaving the field sends nothing again.
    seen = block.locator("[name$=-seen]").input_value()
    ewa.page.keyboard.press("Tab")
    ewa.page.reload()
    expect(block.get_by_label("Your answer")).to_have_value("their passport")
    assert block.locator("[name$=-seen]").input_value() == seen


def test_words_are_saved_on_leaving_the_field_and_details_are_refused(begin):
    ewa = begin(PHONE)
    block = block_of(ewa, "short answer")
    block.get_by_label("Your answer").fill("write to kit@northmere.example")
    ewa.page.keyboard.press("Tab")
    expect(block.get_by_role("status")).to_contain_text("This looks like an e-mail address. It was not saved")
    ewa.noise.clear()  # the console calls a refusal an error
    block.get_by_label("Your answer").fill("nothing")
    ewa.page.keyboard.press("Tab")
    expect(block.get_by_role("status")).to_have_text(SAVED)
    ewa.look()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_scripts_what_cannot_be_read_is_named_and_stays_in_its_box(begin, width):
    ewa = begin(width, scripts=False)
    block = block_of(ewa, "number")
    block.get_by_label("Number").fill("about twelve")
    ewa.press("Save and come back later").sees("Your other answers are saved.")
    ewa.sees("Enter a number without words")
    expect(block.get_by_label("Number")).to_have_value("about twelve")
    block.get_by_label("Number").fill("1,250")
    block.get_by_label("Unit").select_option("kg")
    ewa.press("Save and come back later").sees("Your answers are saved")


def test_a_page_with_something_to_put_right_is_sound(begin):
    ewa = begin(PHONE)
    block_of(ewa, "number").get_by_label("Number").fill("about twelve")
    ewa.press("Save and come back later").sees("There is a problem")
    expect(ewa.page).to_have_title(re.compile("^Error:"))
