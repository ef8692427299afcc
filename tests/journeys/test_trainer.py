"""Farah writes a course in the real editor and releases it; somebody takes it; nothing she corrects undoes that."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.editor import Editor

COURSE, MODULE, LESSON, QUIZ = "Cold calls at the door", "On the doorstep", "What to say", "Check yourself"
AT = "/courses/cold-calls-at-the-door/"
RIGHT, WRONG, ALSO_WRONG = "Ask how she is", "Ask for her papers", "Leave at once"
RECORDS = ["courses_enrolment", "courses_completion", "quizzes_attempt", "quizzes_response", "certificates_certificate"]
DONE = """
    select completion.id, completion.activity_key, completion.revision, completion.how, completion.score,
        completion.completed_at, enrolment.completed_at, enrolment.valid_until, certificate.sha256
    from courses_completion completion
    join courses_enrolment enrolment on enrolment.id = completion.enrolment_id
    join certificates_certificate certificate on certificate.enrolment_id = enrolment.id
    order by completion.id
"""


@pytest.fixture
def farah(editor):
    """A trainer at her desk, signed in; at the end the server must not have failed her once."""
    trainer = editor("Farah").sign_in("farah@northmere.example")
    yield trainer
    assert trainer.failures == []


def records(site):
    """How many rows of each kind of record there are."""
    return [site.rows(f"select count(*) from {table}")[0][0] for table in RECORDS]


@pytest.mark.promise(3)
def test_a_trainer_writes_and_releases_a_course_and_correcting_it_touches_no_record(farah, visitor, site):
    before = records(site)
    write_course(farah)
    write_lesson(farah)
    write_question(farah)
    make_quiz(farah)
    try_quiz(farah)
    assert records(site) == before
    release(farah)
    learner = visitor("Ewa", width=PHONE).sign_in("ewa@northmere.example")
    take_course(learner)
    done, pdf = site.rows(DONE), certificate_of(learner)
    assert [row[3] for row in done] == ["self", "marked"]
    assert {row[-1] for row in done} == {hashlib.sha256(pdf).hexdigest()}
    correct_lesson(farah, learner)
    correct_quiz(farah)
    assert site.rows(DONE) == done
    assert certificate_of(learner) == pdf
    is_not_deleted(farah, site)


def write_course(farah):
    farah.add_below("Courses", "Course")
    farah.entitle(COURSE)
    farah.fill("summary", "What to say when a door opens, and what to leave for later.")
    outcome = farah.add_block("outcomes")
    outcome.get_by_role("textbox").fill("say whom to call from a doorstep")
    farah.publish()
    farah.add_below(COURSE, "Module")
    farah.entitle(MODULE)
    farah.publish()


def write_lesson(farah):
    farah.add_below(MODULE, "Lesson")
    farah.entitle(LESSON)
    farah.type_into(farah.add_block("body", "Text"), "Say who you are, and ask how their day is going.")
    callout = farah.add_block("body", "Callout")
    callout.get_by_role("textbox", name="Title").fill("Remember")
    farah.type_into(callout, "Never promise what you cannot keep.")
    farah.add_block("body", "Contact")
    farah.choose("Choose contact", "Modern Slavery & Exploitation Helpline")
    shown = farah.preview().get_by_role("main")
    expect(shown.get_by_role("heading", name=LESSON)).to_be_visible()
    for words in ("ask how their day is going", "Never promise", "08000 121 700", "nothing is recorded"):
        expect(shown).to_contain_text(words)
    expect(shown.get_by_role("button", name="I have finished this")).to_have_count(0)
    farah.publish()


def write_question(farah):
    farah.go("/cms/snippets/quizzes/question/add/").press("Single choice question")
    farah.type_into(farah.field("stem"), "A tenant will not look at you. What comes first?")
    farah.add_block("options")
    for place, (words, why) in enumerate(
        [(WRONG, "Papers can wait."), (RIGHT, "A kind word comes first."), (ALSO_WRONG, "Then nobody knows.")]
    ):
        farah.fill(f"options-{place}-value-text", words)
        farah.fill(f"options-{place}-value-feedback", why)
    farah.fill("feedback", "People come before papers.")
    farah.choose("Choose topic", "Assumptions to question")
    press_publish_in_vain(farah, "Mark exactly one option as right.")
    farah.page.locator("[name=options-1-value-is_correct]").check()
    farah.publish()


def press_publish_in_vain(farah, why):
    farah.page.get_by_role("button", name="More actions").click()
    farah.page.get_by_role("button", name="Publish").click()
    expect(farah.page.get_by_text(why)).to_be_visible()


def make_quiz(farah):
    farah.add_below(MODULE, "Quiz")
    farah.entitle(QUIZ)
    farah.page.get_by_role("button", name="Add Question").click()
    farah.choose("Choose question", re.compile("A tenant will not look"), search="tenant")
    shown = farah.preview().get_by_role("main")
    expect(shown.get_by_label(RIGHT)).to_be_visible()
    expect(shown.get_by_role("button")).to_have_count(0)
    farah.publish()


def try_quiz(farah):
    farah.go(f"{AT}on-the-doorstep/check-yourself/").press("Take a trial run").sees("Nothing you answer here is kept")
    farah.page.get_by_label(WRONG).check()
    farah.press("See the result").sees("This would not be passed yet").sees("Papers can wait.")
    farah.press("Another trial run")
    farah.page.get_by_label(RIGHT).check()
    farah.press("See the result").sees("This would be passed").sees("People come before papers.")


def release(farah):
    farah.go(AT).sees("This course is being written")
    farah.open_page(COURSE)
    farah.page.get_by_role("button", name="Actions").first.click()
    farah.page.get_by_role("link", name="Release an edition").click()
    farah.sees(COURSE).sees("no edition yet").sees(f"Adds 1 lesson: {LESSON}.").sees(f"Adds 1 quiz: {QUIZ}.")
    farah.page.get_by_label(re.compile("^New starters")).check()
    farah.page.get_by_role("button", name="Release").click()
    farah.is_told("Edition 1 is released")
    farah.go(f"/cms/courses/{farah.number_of(COURSE)}/release/").sees("The newest is edition 1")
    farah.sees("Nothing to release")


def take_course(learner):
    learner.go("/courses/").press(COURSE).press("Start this course")
    learner.sees(LESSON).sees("Never promise").sees("08000 121 700").press("I have finished this")
    learner.press("Start the quiz")
    learner.page.get_by_label(RIGHT).check()
    expect(learner.page.locator(".quiz-question").get_by_role("status")).to_contain_text("Saved at")
    learner.press("Finish and see my result").sees("You passed")
    learner.press("Go to your certificate").sees("You completed this course").sees("Your certificate")


def certificate_of(learner):
    """The bytes behind the link to the certificate."""
    learner.go("/my-certificates/")
    link = learner.page.get_by_role("main").get_by_role("link", name=re.compile("ownload")).first
    return learner.context.request.get(f"{learner.site.url}{link.get_attribute('href')}").body()


def correct_lesson(farah, learner):
    farah.go(f"/cms/pages/{farah.number_of(LESSON)}/edit/")
    farah.type_into(farah.field("body"), " Listen.")
    farah.publish()
    learner.go(f"{AT}on-the-doorstep/what-to-say/").sees("how their day is going. Listen.").sees(
        "You have finished this lesson."
    )


def correct_quiz(farah):
    farah.go("/cms/snippets/quizzes/question/")
    farah.page.get_by_role("link", name=re.compile("A tenant will not look")).first.click()
    farah.fill("options-2-value-feedback", "Then nobody knows, and nobody helps.")
    farah.publish()


def is_not_deleted(farah, site):
    """A lesson that somebody finished is kept, in words and in the database."""
    number = farah.number_of(LESSON)
    farah.go(f"/cms/pages/{number}/delete/")
    farah.is_told(f"“{LESSON}” cannot be deleted")
    # In the order of learners pages have handles to move them by; in any other, boxes to tick.
    farah.go(f"/cms/pages/{farah.number_of(MODULE)}/?ordering=title")
    row = farah.page.get_by_role("row").filter(has_text=LESSON)
    row.get_by_role("checkbox").check()
    farah.page.get_by_role("link", name="Delete").click()
    farah.page.get_by_role("button", name="Yes, delete").click()
    farah.is_told(f"“{LESSON}” cannot be deleted")
    assert site.rows(f"select live from wagtailcore_page where id = {number}") == [(True,)]


def test_a_trainer_sees_what_needs_checking_and_opens_every_register(farah):
    farah.go("/cms/")
    panel = farah.page.locator("#needs-checking-section, [data-panel]").filter(has_text="Needs checking").first
    expect(panel).to_contain_text("not filled in", ignore_case=True)
    for name in ("contact", "fact", "problemreport"):
        farah.go(f"/cms/snippets/content/{name}/")
        expect(farah.page.get_by_role("main")).to_be_visible()
    for question_type in ("question", "singlechoice", "multiplechoice", "truefalse", "topic"):
        farah.go(f"/cms/snippets/quizzes/{question_type}/")
        expect(farah.page.get_by_role("main")).to_be_visible()


def test_the_editor_is_hidden_from_learners_and_what_is_about_people_from_trainers(farah, visitor):
    for path in ("/cms/organisation/", "/cms/users/"):
        assert farah.context.request.get(f"{farah.site.url}{path}", max_redirects=0).status in {302, 404}, path
    learner = visitor("Asha", width=DESK).sign_in("asha@northmere.example")
    assert learner.context.request.get(f"{learner.site.url}/cms/").status == 404


def test_a_trainer_reads_the_course_and_tries_the_quiz_on_the_site(visitor):
    farah = visitor("Farah", also=DESK, kind=Editor).sign_in("farah@northmere.example")
    farah.go("/courses/core-recognise-respond/").go("/courses/core-recognise-respond/what-to-do/four-questions/")
    farah.go("/courses/core-recognise-respond/check/quiz/").press("Take a trial run")
    farah.sees("Nothing you answer here is kept")
    assert farah.failures == []
