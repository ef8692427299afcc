"""Asha, who inspects kitchens, takes the core course on her phone; Imran does without JavaScript."""

import io
import re

import page as pdf_checker
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import DESK
from tests.journeys.steps import CORE, activities_of, address_of, answer, certificate_of, finish_lessons, pass_quiz

COURSE = address_of(CORE)
ACTIVITIES = activities_of(CORE)


@pytest.mark.parametrize(
    ("email", "scripts"),
    [("asha@northmere.example", True), ("imran@northmere.example", False)],
    ids=["with-javascript", "without"],
)
def test_a_learner_takes_the_course_and_holds_a_certificate_that_anybody_can_check(visitor, tmp_path, email, scripts):
    learner = visitor(email, also=DESK, scripts=scripts)
    learner.go("/").go("/courses/").go(COURSE).sign_in(email)
    learner.go("/profile/").go("/whom-do-i-call/").sees("999")
    learner.go(COURSE).press("Start this course").sees("Before you start")
    assert finish_lessons(learner) == ACTIVITIES - 1
    learner.sees("Start the quiz").press("Start the quiz")
    answer(learner, is_right=False)
    learner.press("Finish and see my result").sees("Not passed yet").sees("Look at these again")
    learner.go(COURSE).press(re.compile("Continue with"))
    pass_quiz(learner)
    learner.go(COURSE).sees("You completed this course").sees("Your certificate")
    learner.go("/my-training/").sees("Completed on")
    learner.go("/my-certificates/")
    check_certificate(learner, visitor, certificate_of(learner), tmp_path)


def check_certificate(learner, visitor, pdf, tmp_path):
    """The file reads well, is accessible, and its code is known to somebody who is not signed in."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Core: Recognise and respond" in text
    assert "does not authorise" in text
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    assert "Result: no failures" in str(pdf_checker.validate_pdf(path, profile="ua1"))
    code = re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}", text)[0]
    verifier = visitor("Verifier", also=DESK, scripts=learner.context.has_scripts)
    verifier.go("/check/")
    verifier.page.get_by_label("Code on the certificate", exact=True).fill(code.lower())
    verifier.press("Check").sees("Core: Recognise and respond").sees("alid")
    assert "northmere.example" not in verifier.page.content()


@pytest.mark.everywhere
def test_a_learner_stops_in_the_middle_and_goes_on_where_she_was(visitor):
    learner = visitor("Ewa").sign_in("ewa@northmere.example")
    learner.go(COURSE).press("Start this course").press("I have finished this")
    assert "why-you" in learner.page.url
    later = visitor("Ewa, next day").sign_in("ewa@northmere.example")
    later.go("/my-training/").sees(f"1 of {ACTIVITIES} finished").press("Core: Recognise and respond")
    later.press("Continue with “Why you?”")
    assert "why-you" in later.page.url


def test_a_learner_skips_to_the_shorter_version_and_nobody_is_told(visitor, site):
    learner = visitor("Dele").sign_in("dele@northmere.example")
    learner.go(COURSE).press("Start this course")
    learner.go(f"{COURSE}what-exploitation-is/how-control-works/").press("Skip to the shorter version")
    learner.press("I have finished this")
    rows = site.rows(
        "select how from courses_completion c join courses_enrolment e on e.id = c.enrolment_id "
        "where e.email = 'dele@northmere.example'"
    )
    assert rows == [("self",)]


def test_a_reader_reports_a_problem_and_is_stopped_from_writing_about_a_person(visitor, site):
    reader = visitor("Rosa").sign_in("rosa@northmere.example")
    reader.go(COURSE)
    with reader.page.expect_navigation():
        reader.page.get_by_role("contentinfo").get_by_role("link", name="Report a problem with this page").click()
    reader.look()
    box = reader.page.get_by_role("textbox")
    box.fill("Call me on 07700 900123 about the man at 4 Mill Lane")
    reader.press("Send to the trainers")
    expect(reader.page.get_by_role("alert").first).to_be_visible()
    assert site.rows("select count(*) from content_problemreport") == [(0,)]
    box.fill("The second link does not work.")
    reader.press("Send to the trainers")
    assert site.rows("select message from content_problemreport") == [("The second link does not work.",)]
