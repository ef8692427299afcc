"""A month after her course, Asha answers five questions by a link; Gwen reads how many did."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import answer_one

ASHA = "asha@northmere.example"
A_MONTH_AGO = """
from datetime import timedelta
import time_machine
from django.core.management import call_command
from django.utils import timezone
from training.people.models import Membership
# What a period notes of a team is what its learner belonged to then.
Membership.objects.update(started_on=timezone.localdate() - timedelta(days=40))
with time_machine.travel(timezone.now() - timedelta(days=31)):
    call_command("load_demo_training")
"""
RECORD = "select started_at, completed_at, valid_until, ended_at from courses_enrolment where completed_at is not null"
CERTIFICATES = "select serial, sha256, issued_at from certificates_certificate"


@pytest.fixture(scope="module")
def asked(site):
    """A site where who finished her course a month ago has been asked; gives the mail to Asha."""
    site.manage("shell", "-c", A_MONTH_AGO)
    site.manage("tick")
    (mail,) = [one for one in site.mails() if f"To: {ASHA}" in one and "boosters" in one]
    return mail


def test_somebody_answers_by_the_link_in_her_mail_stops_goes_on_elsewhere_and_asks_for_no_more(visitor, site, asked):
    before = site.rows(RECORD), site.rows(CERTIFICATES)
    link, *_, decline = re.findall(r"https?://\S+", asked)
    phone = visitor("Asha", width=PHONE)
    phone.go(link).sees("They change nothing about your training record or your certificate.")
    phone.press("Start").sees("Question 1 of 5")
    phone.press("Send my answer").sees("Answer this question to go on.")
    answer_one(phone, is_right=False)
    phone.press("Send my answer").sees("Your answer").press("Next question").sees("Question 2 of 5")
    desk = visitor("Asha, at a desk", width=DESK, scripts=False)
    desk.go(link)
    for number in range(2, 6):
        desk.sees(f"Question {number} of 5")
        answer_one(desk)
        desk.press("Send my answer").sees("You got this right")
        desk.press("See all your answers" if number == 5 else "Next question")
    desk.sees("Done. Thank you")
    expect(desk.page.get_by_text("You got this right")).to_have_count(4)
    phone.go(link).sees("Done. Thank you")
    assert (site.rows(RECORD), site.rows(CERTIFICATES)) == before
    assert "Every record is what its events say." in site.manage("check_records")
    assert_nothing_more_is_said(site)
    assert decline.endswith("/decline/")
    phone.go(decline).sees("You need not say why").press("Do not ask me again").sees("You will not be asked again")
    assert site.rows("select count(*) from courses_followup where declined_at is not null") == [(2,)]


def assert_nothing_more_is_said(site):
    """Another tick writes no other mail about it."""
    sent = len(site.mails())
    site.manage("tick")
    assert len(site.mails()) == sent


def test_a_manager_reads_a_number_only_where_it_tells_of_nobody(visitor, asked):
    manager = visitor("Gwen", width=PHONE).sign_in("gwen@northmere.example")
    manager.go("/reports/").press("Boosters").sees("Fewer than 5").sees("Others together")
    manager.sees("1 month after")
