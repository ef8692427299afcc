"""Kit opens the doors for a new organisation, decides about certificates, and opens a finished attempt again."""

import re

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import CORE, address_of, answer_in
from tests.journeys.test_manager import link_in_mail_to

COURSE = "Core: Recognise and respond"
NEW = "Animal licensing"
OWN_PASSWORD = "quiet-orchard-lamp-7"
# A certificate without the hour it takes to earn one: the same verbs, without the browser.
EARN = """
from courses import completing, enrolling
from courses.models import CoursePage
from courses.outline import outline_of
from training.people.models import User
course = CoursePage.objects.get(slug="core-recognise-respond")
period = enrolling.enrol(User.objects.get(email="{email}"), course)
enrolling.start(period)
for activity in outline_of(course).activities:
    completing.record(period, activity.specific, how="self")
"""
# The quiz of another course passed, and no lesson of it finished.
PASS_QUIZ = """
from courses import enrolling
from courses.models import CoursePage
from quizzes import attempting
from quizzes.models import QuizPage
from training.people.models import User
course = CoursePage.objects.get(slug="trading-standards")
period = enrolling.enrol(User.objects.get(email="{email}"), course)
attempt = attempting.start(period, QuizPage.objects.descendant_of(course).get())
asked = attempt.edition.quiz.by_key
right = {{one.pk: asked[one.question_key].right_answer() for one in attempt.responses.all()}}
attempting.submit(attempt, answers=right)
"""
# What is on record of somebody whatever becomes of an attempt.
COMPLETIONS = (
    "select c.id, c.score, c.completed_at from courses_completion c "
    "join courses_enrolment e on e.id = c.enrolment_id where e.email = '{email}' order by c.id"
)
PROOF = (
    "select c.serial, c.sha256, e.completed_at, e.valid_until from certificates_certificate c "
    "join courses_enrolment e on e.id = c.enrolment_id where e.email = '{email}'"
)


@pytest.fixture
def kit(editor):
    """An administrator at a desk, signed in; at the end the server must not have failed once."""
    administrator = editor("Kit").sign_in("kit@northmere.example")
    yield administrator
    assert administrator.failures == []


def certificate_of(site, email):
    """A learner's newest certificate: (number in the database, code, serial)."""
    return site.rows(
        "select c.id, c.code, c.serial from certificates_certificate c "
        f"join courses_enrolment e on e.id = c.enrolment_id where e.email = '{email}' order by c.number desc"
    )[0]


def earn(site, email):
    site.manage("shell", "-c", EARN.format(email=email))
    return certificate_of(site, email)


def test_an_administrator_adds_an_organisation_and_invites_its_first_manager(kit, visitor, site):
    address = "olu@northmere.example"
    add_organisation(kit, NEW, above="Regulation and Licensing")
    assert site.rows(
        "select above.name from people_organisation o join people_organisation above "
        f"on o.path like above.path || '%' and above.depth = o.depth - 1 where o.name = '{NEW}'"
    ) == [("Regulation and Licensing",)]
    invite_manager(kit, NEW, address)
    manager = visitor("Olu", also=DESK).go(link_in_mail_to(site, address)).sees(NEW).press("Accept the invitation")
    manager.page.get_by_label("Full name").fill("Olu Bankole")
    manager.page.locator("input[type=password]").fill(OWN_PASSWORD)
    manager.press("Create my account")
    manager.go("/people/").sees("Olu Bankole").go("/people/invite/")
    assert manager.page.get_by_label("Organisation").locator("option").all_inner_texts() == [NEW]
    assert "Asha Rahman" not in manager.go("/people/").page.content()
    visitor("Olu, later").sign_in(address, OWN_PASSWORD).go("/people/").sees("Olu Bankole")


def add_organisation(kit, name, *, above):
    kit.go("/cms/organisation/")
    kit.page.get_by_role("link", name="Add organisation").first.click()
    kit.fill("name", name)
    kit.page.locator("[name=kind]").select_option(label="team")
    part_of = kit.page.locator("[name=above]")
    part_of.select_option(value=part_of.locator("option", has_text=above).first.get_attribute("value"))
    kit.page.get_by_role("button", name="Create").click()
    kit.is_told(name).go("/cms/organisation/").sees(name)


def invite_manager(kit, name, address):
    kit.go("/people/invite/")
    kit.page.get_by_label("E-mail address").fill(address)
    part = kit.page.get_by_label("Organisation")
    part.select_option(value=part.locator("option", has_text=name).get_attribute("value"))
    kit.page.get_by_label("Manager", exact=True).check()
    kit.press("Send the invitation").sees(address).sees("Manager")


def test_an_administrator_revokes_and_reinstates_a_certificate_and_the_check_page_says_so(kit, visitor, site):
    _number, code, serial = earn(site, "imran@northmere.example")
    anybody = visitor("Verifier")
    anybody.go(f"/check/{code}/").sees("This certificate is valid").sees(serial)
    kit.go("/cms/certificate/").sees("Imran Shah")
    kit.page.get_by_role("link", name=serial).click()
    kit.sees("Imran Shah").sees(COURSE)
    kit.page.get_by_role("link", name="Revoke").click()
    kit.sees("What follows").sees("Imran Shah")
    kit.page.get_by_label("Reason").select_option(index=1)
    kit.page.get_by_role("button", name="Revoke").click()
    kit.is_told("The certificate is revoked.").sees("Kit Osborne")
    anybody.go(f"/check/{code}/").sees("This certificate has been revoked").sees("Do not rely on it.")
    imran = visitor("Imran", also=DESK).sign_in("imran@northmere.example")
    imran.go("/my-certificates/").sees("it was issued in error")
    imran.go("/my-training/").sees("Certificate revoked").go(address_of(CORE)).sees("ask your manager")
    kit.page.get_by_role("button", name="Reinstate").click()
    kit.is_told("The certificate counts again.")
    anybody.go(f"/check/{code}/").sees("This certificate is valid")
    assert site.rows(
        "select kind from certificates_certificateevent e join certificates_certificate c on c.id = e.certificate_id "
        f"where c.code = '{code}' order by e.id"
    ) == [("issued",), ("revoked",), ("reinstated",)]


@pytest.mark.promise(3)
def test_a_corrected_name_gives_a_new_certificate_and_the_old_one_says_it_was_replaced(kit, visitor, site):
    number, code, serial = earn(site, "ben@northmere.example")
    sha256 = site.rows(f"select sha256 from certificates_certificate where id = {number}")
    learner = visitor("Ben").sign_in("ben@northmere.example").go("/profile/")
    learner.page.get_by_label("Full name").fill("Benedict Carter")
    learner.press("Save my details").go("/my-certificates/").sees("Your details now say Benedict Carter")
    learner.press(re.compile("Replace it with one for")).sees("It replaces the old one")
    _number, newer_code, newer_serial = certificate_of(site, "ben@northmere.example")
    assert newer_code != code
    anybody = visitor("Verifier", width=DESK)
    anybody.go(f"/check/{code}/").sees("This certificate has been replaced").sees("Ben Carter")
    anybody.go(f"/check/{newer_code}/").sees("This certificate is valid").sees("Benedict Carter")
    assert site.rows(f"select sha256 from certificates_certificate where id = {number}") == sha256
    kit.go("/cms/certificate/").sees(serial).sees(newer_serial)
    kit.page.get_by_role("link", name=serial, exact=True).click()
    kit.sees("Ben Carter")
    for role in ("button", "link"):
        assert kit.page.get_by_role(role, name="Revoke").count() == 0


def test_an_administrator_reaches_every_managers_screen(visitor):
    kit = visitor("Kit", also=DESK).sign_in("kit@northmere.example")
    for path in ("/team-training/", "/people/", "/reports/completion/", "/team-certificates/", "/profile/"):
        kit.go(path)
    kit.go("/reports/completion/").sees("How far people are")


@pytest.mark.promise(3)
def test_a_finished_attempt_is_opened_again_and_takes_no_completion_and_no_certificate_away(kit, visitor, site):
    email = "carys@northmere.example"
    site.manage("shell", "-c", (EARN + PASS_QUIZ).format(email=email))
    before = [site.rows(query.format(email=email)) for query in (COMPLETIONS, PROOF)]
    open_again(kit, "Carys Morgan", because="The learner was called away")
    learner = visitor("Carys", width=PHONE).sign_in(email).go("/my-training/").sees("Open again")
    learner.press("Go on with it")
    answer_in(learner.page.locator(".quiz-question").first, learner, is_right=False)
    learner.press("Finish and see my result").sees("Not passed yet")
    assert learner.page.get_by_text("You got this right").count() > 4, "the other answers are as they were"
    assert "Open again" not in learner.go("/my-training/", looking=False).page.content()
    assert [site.rows(query.format(email=email)) for query in (COMPLETIONS, PROOF)] == before
    assert all(before), "there was something to lose"


def open_again(kit, name, *, because):
    kit.go("/cms/attempt/").sees(name)
    kit.page.get_by_role("link", name=name).click()
    kit.sees("every certificate stays")
    kit.page.get_by_label(because).check()
    kit.page.get_by_role("button", name="Open this attempt again").click()
    kit.is_told("The attempt is in progress again.")
