"""A reader tells the trainers that a page is wrong, and nothing about anybody."""

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page

from tests.courses.factories import lessons_of, make_course
from training.content.models import HomePage, InfoPage, ProblemReport
from training.notices.models import Notice
from training.notices.sending import send_due

from .factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def address(page):
    return reverse("content:report-problem", args=[page.pk])


def test_every_page_leads_to_its_form(client):
    page = make_page()
    assert f'href="{address(page)}"' in client.get(page.url).content.decode()


def test_the_form_says_what_never_to_write(client):
    html = client.get(address(make_page())).content.decode()
    assert "Never write about a real case here." in html
    assert "This is not a way to report a concern." in html


def test_a_reader_who_is_not_signed_in_reports_a_public_page(client):
    page = make_page()
    response = client.post(address(page), {"message": "The second link is broken."}, follow=True)
    assert response.redirect_chain == [(page.url, 302)]
    assert "Thank you." in response.content.decode()
    report = ProblemReport.objects.get()
    assert (report.page_id, report.page_title, report.reporter) == (page.pk, page.title, None)


def test_a_report_remembers_who_was_signed_in(client, amara):
    client.force_login(amara)
    client.post(address(make_page()), {"message": "A word is missing."})
    assert ProblemReport.objects.get().reporter == amara


def test_reading_the_form_writes_nothing(client):
    client.get(address(make_page()))
    assert not ProblemReport.objects.exists()


def test_what_looks_personal_is_refused_and_the_text_stays(client):
    text = "Call him on 07700 900123, van AB12 CDE"
    response = client.post(address(make_page()), {"message": text})
    html = response.content.decode()
    assert not ProblemReport.objects.exists()
    assert "This looks like a phone number and a vehicle number plate." in html
    assert text in html
    assert "There is a problem" in html
    assert 'href="#id_message"' in html


@pytest.mark.parametrize(
    ("message", "error"), [("", "Write what is wrong"), (" ", "Write what is wrong"), ("x" * 1001, "1,000 characters")]
)
def test_an_empty_or_endless_text_is_refused(client, message, error):
    html = client.post(address(make_page()), {"message": message}).content.decode()
    assert error in html
    assert not ProblemReport.objects.exists()


def test_a_person_reports_five_times_an_hour_and_keeps_the_text_of_the_sixth(client, amara):
    client.force_login(amara)
    page = make_page()
    for number in range(5):
        assert client.post(address(page), {"message": f"Problem {number}"}).status_code == 302
    response = client.post(address(page), {"message": "Problem six"})
    assert "several reports in the last hour" in response.content.decode()
    assert "Problem six" in response.content.decode()
    assert ProblemReport.objects.count() == 5


def test_one_persons_limit_is_not_anothers(client, amara, ben):
    page = make_page()
    client.force_login(amara)
    for number in range(6):
        client.post(address(page), {"message": f"Problem {number}"})
    client.force_login(ben)
    assert client.post(address(page), {"message": "Another"}).status_code == 302


def test_a_page_that_nobody_can_read_has_no_form(client):
    draft = HomePage.objects.get().add_child(instance=InfoPage(title="Draft", live=False))
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {"message": "x"}).status_code == 404
    assert client.get(reverse("content:report-problem", args=[987654])).status_code == 404
    assert client.get(address(Page.objects.get(depth=1))).status_code == 404


def test_a_lesson_that_a_stranger_may_not_read_has_no_form_for_her(client):
    lesson = lessons_of(make_course())[0]
    assert client.get(address(lesson)).status_code == 404
    assert client.post(address(lesson), {"message": "x"}).status_code == 404
    assert not ProblemReport.objects.exists()


def test_a_learner_reports_her_lesson(client, amara):
    from courses.enrolling import enrol

    course = make_course()
    enrol(amara, course)
    client.force_login(amara)
    lesson = lessons_of(course)[0]
    assert client.get(address(lesson)).status_code == 200
    assert client.post(address(lesson), {"message": "A word is missing."}).status_code == 302
    assert ProblemReport.objects.get().page_id == lesson.pk


def test_a_report_outlives_its_page(client):
    page = make_page()
    client.post(address(page), {"message": "Broken."})
    page.delete()
    report = ProblemReport.objects.get()
    assert report.page is None
    assert report.page_title == "About this training"


def test_another_site_cannot_post_for_a_reader(db):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.post(address(make_page()), {"message": "x"}).status_code == 403


def test_each_trainer_is_told_once_a_day_and_without_the_words(client, chidi, mailoutbox):
    page = make_page()
    with time_machine.travel("2026-12-01 10:00"):
        for number in range(3):
            client.post(address(page), {"message": f"Problem {number}"})
        assert Notice.objects.count() == 1
        assert send_due() == 1
    with time_machine.travel("2026-12-02 10:00"):
        client.post(address(page), {"message": "Another day"})
    assert Notice.objects.count() == 2
    mail = mailoutbox[0]
    assert mail.to == [chidi.email]
    assert "Problem" not in mail.body.replace("Problems", "")
    assert reverse(ProblemReport.snippet_viewset.get_url_name("list")) in mail.body


def test_nobody_else_is_told(client, amara, ben):
    client.post(address(make_page()), {"message": "Broken."})
    assert not Notice.objects.exists()
