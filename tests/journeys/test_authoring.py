"""Farah writes a question of every type in the real editor; it is asked, marked, looked back on and taken out again."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizzes.models import Question
from tests.journeys import questions
from tests.journeys.answers import example_of
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.editor import IS_WATCHED
from tests.journeys.steps import answer

pytestmark = [pytest.mark.walk]
TYPES = {type_.Snapshot.model_fields["type"].default: type_ for type_ in Question.types()}
# As high as the form, which scrolls by itself.
TALL = 3000
TOPIC = "Choice and referral"
# What is in no file of a format: the types that no other system knows, and those that this one does not.
NOWHERE = {name for name, type_ in TYPES.items() if type_.to_neutral is Question.to_neutral}
LEFT_OUT = {"moodle-xml": NOWHERE | {"categorise"}, "gift": NOWHERE | {"categorise", "gap_select", "ordering"}}
NAMED = {"moodle-xml": "<text>{}</text>", "gift": "::{}::"}
# A course that is only a quiz of what Farah wrote; Asha is on it.
MAKE = f"""
from courses.models import CoursePage
from quizzes import editions
from quizzes.models import Question
from tests.quizzes import making
from training.people.models import User

course = making.make_course("Every type")
editions.build(making.make_quiz(course, Question.objects.filter(code__in={[*TYPES]})))
making.release(CoursePage.objects.get(pk=course.pk), User.objects.get(email="farah@northmere.example"))
making.enrol(User.objects.get(email="asha@northmere.example"), course)
"""
QUIZ = "/courses/every-type/quiz/"


@pytest.fixture
def farah(editor):
    """A trainer at her desk, signed in; at the end the server must not have failed her once."""
    trainer = editor("Farah").sign_in("farah@northmere.example")
    yield trainer
    assert trainer.failures == []


@pytest.mark.parametrize("type_", TYPES)
def test_a_trainer_writes_a_question_of_each_type_and_sees_it_beside_the_form(farah, site, type_):
    write_once(farah, site, type_)


def test_what_she_writes_is_saved_by_itself_once_it_has_a_topic(farah, site):
    begin(farah, {"type": "rating", "stem": "How sure are you?"})
    farah.choose("Choose topic", TOPIC)
    expect(farah.page).to_have_url(re.compile("/edit/"))
    assert site.rows("select live from quizzes_question where stem like '%How sure are you?%'") == [(False,)]


def example(type_):
    """The question of a type in docs/questions/, with all that its file leaves to the type's defaults."""
    return TYPES[type_].Plain.model_validate(example_of(type_)).model_dump(mode="json")


def write_once(farah, site, type_):
    """Write a question of this type, unless a test before this one did."""
    if not site.rows(f"select id from quizzes_question where live and code = '{type_}'"):
        write(farah, example(type_))


def write(farah, question):
    """From an empty form to a published question in the list."""
    begin(farah, question)
    questions.write(farah, question)
    sees_it_as_asked(farah, question)
    picture(farah, question["type"])
    farah.choose("Choose topic", TOPIC)
    farah.write("code", question["type"])
    farah.publish()
    farah.go(f"/cms/snippets/quizzes/question/?q={question['type']}")
    row = farah.page.get_by_role("row").filter(has_text=f"{question['type']}: {stem_of(question)[:20]}")
    expect(row).to_contain_text("published")


def stem_of(question):
    """The words of a question, without the marks of a course file."""
    return question["stem"].replace("*", "")


def begin(farah, question):
    """Open the form of a type, and type the question in."""
    farah.go("/cms/snippets/quizzes/question/add/")
    name = str(TYPES[question["type"]]._meta.verbose_name)
    farah.press(re.compile(f"^{name}$", re.IGNORECASE))
    farah.page.wait_for_function(IS_WATCHED)
    farah.type_into(farah.field("stem"), stem_of(question))


def sees_it_as_asked(farah, question):
    """Answer it in the preview, while nothing is saved."""
    asked = farah.preview().locator(".quiz-question")
    expect(asked).to_contain_text(stem_of(question))
    questions.answer(asked, question, is_right=True)
    assert farah.page.url.endswith("/add/")


def picture(farah, name):
    """Keep a picture of the form and the preview, for people."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    farah.page.set_viewport_size({"width": DESK, "height": TALL})
    farah.page.evaluate("document.querySelector('main').scroll(0, 0)")
    farah.page.screenshot(path=Path(folder) / f"authoring-{name}.png")
    farah.page.set_viewport_size({"width": DESK, "height": 800})


@pytest.fixture
def asked(farah, site):
    """What Farah wrote, of each type; written now where it was not. It is the quiz of a course that Asha is on."""
    for type_ in TYPES:
        write_once(farah, site, type_)
    site.manage("shell", "-c", MAKE)
    return [example(type_) for type_ in TYPES]


def test_what_she_wrote_is_asked_marked_looked_back_on_and_taken_out_again(farah, visitor, asked):
    learner = visitor("Asha", width=PHONE).sign_in("asha@northmere.example")
    learner.go(QUIZ).press("Start the quiz")
    answer(learner, among=asked)
    learner.look_at(DESK).press("Finish and see my result").sees("A trainer will mark question").look_at(DESK)
    result = learner.page.url
    give_all_points(farah, next(one for one in asked if one["type"] == "free_text"))
    learner.go(result).sees("You passed").sees("Clear and calm.").look_at(DESK)
    expect(learner.page.get_by_text("You left this empty")).to_have_count(0)
    scored = [one for one in asked if TYPES[one["type"]].Snapshot.is_scored]
    assert learner.page.get_by_text("You got this right").count() == len(scored)
    for format in LEFT_OUT:
        take_out(farah, format, asked)


def give_all_points(farah, question):
    """Mark what was written with all that there is to give."""
    farah.go("/marking/").press("Mark").sees(stem_of(question))
    for one in question["criteria"]:
        farah.page.get_by_label(one["text"]).fill(str(one["points"]))
    farah.page.get_by_label("Comment to the learner").fill("Clear and calm.")
    farah.press("Give these marks").sees("Nothing waits to be marked.")


def take_out(farah, format, asked):
    """Download the bank: each type is in the file, or the page says that it is not."""
    farah.go(f"/cms/questions/export/?format={format}&q=")
    left_out = farah.page.get_by_role("listitem").filter(has_text="not in the file")
    with farah.page.expect_download() as download:
        farah.page.get_by_role("button", name="Download").click()
    file = Path(download.value.path()).read_text()
    for question in asked:
        name = question["type"]
        is_in_file = NAMED[format].format(name) in file
        assert is_in_file is (name not in LEFT_OUT[format]), f"{name} in {format}"
        assert left_out.filter(has_text=f"{name}: {stem_of(question)[:20]}").count() == (not is_in_file), name
