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
from tests.quizzes.questions import test_numerical, test_practice_referral, test_short_answer
from training.people.models import User

course = making.make_course("In writing")
makers = {"number": test_numerical, "short answer": test_short_answer, "referral": test_practice_referral}
questions = [module.make(f"This is a {name}.") for name, module in makers.items()]
quiz = making.make_quiz(course, questions)
editions.build(quiz)
practice = making.make_quiz(course, [making.make_single(), questions[0]], slug="practice", review="practice")
editions.build(practice)
making.release(CoursePage.objects.get(pk=course.pk), User.objects.get(email="farah@northmere.example"))
for name in ("ewa", "asha"):
    making.enrol(User.objects.get(email=f"{name}@northmere.example"), course)
"""
QUIZ, PRACTICE = "/courses/in-writing/quiz/", "/courses/in-writing/practice/"
SAVED = re.compile(r"Saved at \d\d:\d\d")


@pytest.fixture(scope="module", autouse=True)
def quiz(site):
    site.manage("shell", "-c", MAKE)


@pytest.fixture
def begin(visitor):
    """Ewa on the page of questions: `begin(width, scripts=True)`; or somebody else, who has written nothing yet."""

    def begin_at(width, name="ewa", quiz=QUIZ, **options):
        ewa = visitor(name, width=width, **options).sign_in(f"{name}@northmere.example")
        ewa.go(quiz).press(re.compile("quiz$|^Try again"))
        return ewa

    return begin_at


def block_of(ewa, type_):
    return ewa.page.locator(".quiz-question").filter(has_text=f"This is a {type_}.")


def test_words_are_saved_at_a_pause_while_they_are_typed(begin):
    asha = begin(DESK, "asha")
    block = block_of(asha, "short answer")
    block.get_by_label("Your answer", exact=True).press_sequentially("their passport")
    expect(block.get_by_role("status")).to_have_text(SAVED)
    assert asha.page.evaluate("JSON.stringify(localStorage)").count("passport") == 0
    # Leaving the field sends nothing again.
    seen = block.locator("[name$=-seen]").input_value()
    asha.page.keyboard.press("Tab")
    asha.page.reload()
    expect(block.get_by_label("Your answer", exact=True)).to_have_value("their passport")
    assert block.locator("[name$=-seen]").input_value() == seen


def test_words_are_saved_on_leaving_the_field_and_details_are_refused(begin):
    ewa = begin(PHONE)
    block = block_of(ewa, "short answer")
    block.get_by_label("Your answer", exact=True).fill("write to kit@northmere.example")
    ewa.page.keyboard.press("Tab")
    expect(block.get_by_role("status")).to_contain_text("This looks like an e-mail address. It was not saved")
    ewa.noise.clear()  # the console calls a refusal an error
    block.get_by_label("Your answer", exact=True).fill("nothing")
    ewa.page.keyboard.press("Tab")
    expect(block.get_by_role("status")).to_have_text(SAVED)
    ewa.look()


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_box_saves_and_neither_checks_nor_finishes_anything(begin, scripts):
    ewa = begin(DESK, quiz=PRACTICE, scripts=scripts)
    box = block_of(ewa, "number").get_by_label("Number", exact=True)
    box.fill("12.5")
    block_of(ewa, "number").get_by_label("Unit", exact=True).select_option("kg")
    with ewa.page.expect_navigation():
        box.press("Enter")
    expect(block_of(ewa, "number").get_by_role("status")).to_have_text(SAVED)
    expect(ewa.page.get_by_role("button", name="Check my answer")).to_have_count(2)
    ewa.look()


def test_without_scripts_what_cannot_be_read_is_named_and_stays_in_its_box(begin):
    ewa = begin(PHONE, also=DESK, scripts=False)
    block = block_of(ewa, "number")
    block.get_by_label("Number", exact=True).fill("about twelve")
    ewa.press("Save and come back later").sees("Your other answers are saved.")
    ewa.sees("Enter a number without words")
    expect(block.get_by_label("Number", exact=True)).to_have_value("about twelve")
    block.get_by_label("Number", exact=True).fill("1,250")
    block.get_by_label("Unit", exact=True).select_option("kg")
    ewa.press("Save and come back later").sees("Your answers are saved")


def test_a_page_with_something_to_put_right_is_sound(begin):
    ewa = begin(PHONE)
    block = block_of(ewa, "number")
    block.get_by_label("Number", exact=True).fill("about twelve")
    ewa.page.keyboard.press("Tab")
    expect(block.get_by_role("status")).to_contain_text("Enter a number without words")
    ewa.noise.clear()  # the console calls a refusal an error
    ewa.press("Save and come back later").sees("There is a problem")
    expect(ewa.page).to_have_title(re.compile("^Error:"))


CANARY = "Zibbleflax"


def fill_in(block, text):
    block.get_by_label("What happened").fill(f"On Tuesday I saw four beds behind the shop. {text}")
    block.get_by_label("What was said").fill("She said so.")


def test_a_referral_is_checked_in_the_page_and_its_words_never_leave_it(begin, site):
    ewa = begin(PHONE, also=DESK)
    sent = []
    ewa.page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    block = block_of(ewa, "referral")
    fill_in(block, CANARY)
    block.get_by_role("button", name="Check what I wrote").click()
    expect(block.get_by_text("It says who saw, heard or said it.")).to_be_visible()
    expect(block.get_by_text("Write what the person said in quotation marks")).to_be_visible()
    expect(block.get_by_text("Say how you know")).to_be_hidden()
    expect(block.get_by_role("status")).to_have_text(SAVED)
    ewa.look()
    kept = ewa.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    ewa.press("Finish and see my result")
    if "/gaps/" in ewa.page.url:
        ewa.press("Finish anyway")
    ewa.sees("4 of 4")
    assert any("fields" in one or "present" in one for one in sent)
    assert not any(CANARY in one for one in [*sent, kept])
    for (table,) in site.rows("select name from sqlite_master where type = 'table'"):
        assert CANARY not in str(site.rows(f'select * from "{table}"')), table


def test_a_referral_with_details_is_not_checked(begin):
    ewa = begin(PHONE)
    block = block_of(ewa, "referral")
    fill_in(block, "Ring 07700 900123.")
    block.get_by_role("button", name="Check what I wrote").click()
    expect(block.get_by_text("This looks like a real person's details")).to_have_count(2)
    expect(block.get_by_text("This looks like a real person's details").first).to_be_visible()
    expect(block.get_by_label("What happened")).to_be_focused()
    expect(block.get_by_text("A model answer:").first).to_be_hidden()
    ewa.look()


def test_by_keyboard_alone_a_referral_is_filled_in_and_checked(begin):
    ewa = begin(DESK)
    block = block_of(ewa, "referral")
    block.get_by_label("What happened").focus()
    for text in ("On Tuesday I saw four beds.", "She said so."):
        ewa.page.keyboard.type(text)
        ewa.page.keyboard.press("Tab")
    ewa.page.keyboard.press("Enter")
    expect(block.get_by_text("It says who saw, heard or said it.")).to_be_visible()


def test_without_scripts_the_reply_to_a_referral_has_the_check(begin):
    ewa = begin(PHONE, also=DESK, scripts=False)
    fill_in(block_of(ewa, "referral"), CANARY)
    ewa.press("Check what I wrote").sees("It says who saw, heard or said it.")
    expect(block_of(ewa, "referral").get_by_label("What happened")).to_have_value(re.compile(CANARY))
    ewa.press("Save and come back later")
    ewa.go(QUIZ).press("Continue the quiz")
    expect(block_of(ewa, "referral").get_by_label("What happened")).to_have_value("")
