"""Gwen invites, assigns and reports; the person she invited learns; a stranger's manager sees nothing of it."""

import csv
import email
import io
import re
import zipfile
from datetime import date, timedelta
from email import policy

import openpyxl
import pytest

from tests.journeys.conftest import DESK

COURSE = "/courses/core-recognise-respond/"
NEW = "nadia@northmere.example"


def link_in_mail_to(site, address):
    """The first link in the newest mail to an address."""
    site.manage("tick")
    mails = [mail for mail in site.mails() if f"To: {address}" in mail]
    assert mails, site.mails()
    body = email.message_from_string(mails[-1], policy=policy.default).get_body().get_content()
    return re.search(r"https?://\S+", body)[0]


def table_on(page):
    """The cells of a report on the screen, headings first."""
    return page.evaluate(
        "() => [...document.querySelectorAll('.report-table tr')].map(row => "
        "[...row.querySelectorAll('th,td')].map(cell => cell.textContent.trim()))"
    )


def download(manager, label):
    link = manager.page.get_by_role("main").get_by_role("link", name=label)
    return manager.context.request.get(f"{manager.site.url}{link.get_attribute('href')}").body()


@pytest.mark.promise(5)
def test_a_manager_invites_assigns_and_downloads_a_report_that_is_the_screen(visitor, site):
    manager = visitor("Gwen", also=DESK).sign_in("gwen@northmere.example")
    invite(manager, NEW)
    learner = accept(visitor, site, NEW)
    assign(manager)
    learner.go("/my-training/").sees("Core: Recognise and respond").sees("Due by")
    learner.press("Core: Recognise and respond").press("Start this course").press("I have finished this")
    manager.go("/reports/completion/").sees("In progress")
    shown = table_on(manager.page)
    assert len(shown) > 4
    exported = list(csv.reader(io.StringIO(download(manager, "CSV").decode("utf-8-sig"))))
    assert exported[-len(shown) :] == shown
    sheet = openpyxl.load_workbook(io.BytesIO(download(manager, re.compile("XLSX")))).worksheets[0]
    assert sheet.max_row >= len(shown)
    assert shown[1][0] in {cell.value for row in sheet.iter_rows() for cell in row}


def invite(manager, address):
    manager.go("/team-training/").go("/people/").go("/people/invite/")
    manager.page.get_by_label("E-mail address").fill(address)
    part = manager.page.get_by_label(re.compile("rganisation|part")).first
    part.select_option(part.locator("option", has_text="Trading standards").first.get_attribute("value"))
    manager.press("Send the invitation").sees(address)
    manager.go("/people/invite-many/")
    manager.page.get_by_role("textbox").fill(f"wrong address\n2{address}, licensing")
    manager.press("Send the invitations").sees("Line 1")


def accept(visitor, site, address):
    """Follow the link in the mail, make an account, choose a role."""
    link = link_in_mail_to(site, address)
    learner = visitor("Nadia", also=DESK).go(link)
    learner.sees("Trading standards").press("Accept the invitation")
    learner.page.get_by_label("Full name").fill("Nadia Haddad")
    learner.page.locator("input[type=password]").fill("quiet-orchard-lamp-7")
    learner.press("Create my account")
    stranger = visitor("Somebody else", also=DESK).go(link)
    stranger.sees("used")
    return learner


def assign(manager):
    due = date.today() + timedelta(days=30)  # noqa: DTZ011 - the manager's own calendar
    manager.go("/team-training/assign/")
    manager.press("Continue", looking=False).look().sees("Choose a course")
    manager.page.get_by_label("Which course?").select_option(label="Core: Recognise and respond")
    manager.page.get_by_label("In which part of the organisation?").select_option(index=1)
    manager.page.get_by_label("Everyone in it, and whoever joins later").check()
    for label, value in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        manager.page.get_by_label(label).fill(str(value))
    manager.press("Continue").sees("Check before you assign").press("Assign")
    manager.go("/team-training/assignments/").sees("Core: Recognise and respond").go("/team-training/")


def test_the_manager_of_another_council_sees_nothing_of_this_one(visitor, site):
    stranger = visitor("Hugo", also=DESK).sign_in("hugo@northmere.example")
    stranger.go("/reports/completion/").go("/people/").go("/team-certificates/")
    assert "Asha" not in stranger.page.content()
    stranger.go("/reports/completion/")
    assert not [row for row in table_on(stranger.page)[1:] if "Northmere Borough Council" in " ".join(row)]


def test_an_auditor_reads_and_changes_nothing(visitor):
    auditor = visitor("Judith", also=DESK).sign_in("judith@northmere.example")
    auditor.go("/team-training/").go("/reports/completion/").go("/people/")
    for path in ("/team-training/assign/", "/people/invite/"):
        response = auditor.context.request.get(f"{auditor.site.url}{path}")
        assert response.status == 404, path


def test_a_manager_downloads_her_teams_certificates(visitor, site):
    manager = visitor("Gwen").sign_in("gwen@northmere.example")
    manager.go("/team-certificates/")
    response = manager.context.request.get(f"{site.url}/team-certificates/download/")
    with zipfile.ZipFile(io.BytesIO(response.body())) as archive:
        assert archive.testzip() is None
