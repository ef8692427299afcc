"""What certificates add to other parts: the course page, the completion report, the set-up."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.urls import reverse

from certificates import checks, issuing, revoking
from certificates.models import CertificateEvent
from courses.reports import CompletionReport
from tests.certificates.conftest import complete, updated
from tests.courses.factories import make_course
from training import pdf


def tag(enrolment, user=None):
    template = Template("{% load certificate_tags %}{% certificate_for enrolment %}")
    return template.render(Context({"enrolment": enrolment, "user": user}))


def test_the_course_page_shows_the_newest_certificate(certificate, amara, period, django_assert_num_queries):
    newer = issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.FAULT)
    with django_assert_num_queries(1):
        shown = tag(period, amara)
    assert newer.code in shown
    assert f"{certificate.code}/" not in shown


def test_the_course_page_says_when_a_certificate_is_still_being_made(period, amara):
    assert "not ready yet" in tag(period, amara)


def test_before_the_end_nothing_is_shown_or_asked(amara, course, django_assert_num_queries):
    from courses import enrolling

    open_period = enrolling.enrol(amara, course)
    with django_assert_num_queries(0):
        assert tag(open_period, amara).strip() == ""
        assert tag(None).strip() == ""


def test_the_completion_report_names_the_newest_serial(ben, amara, certificate):
    newer = issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.FAULT)
    report = CompletionReport(ben)
    place = [column.key for column in report.all_columns].index("certificate_serial")
    assert [row[place] for row in report.rows({})] == [newer.serial]


def test_the_completion_report_says_which_certificate_is_revoked(client, ben, chidi, certificate):
    revoking.revoke(certificate, actor=chidi, reason=CertificateEvent.Reason.ISSUED_IN_ERROR)
    shown = f"{certificate.serial} (revoked)"
    report = CompletionReport(ben)
    place = [column.key for column in report.all_columns].index("certificate_serial")
    assert [row[place] for row in report.rows({})] == [shown]
    client.force_login(ben)
    assert shown in client.get(reverse("reports:report", args=["completion"])).text
    file = client.get(reverse("reports:download", args=["completion", "csv"]))
    assert shown in b"".join(file.streaming_content).decode()
    revoking.reinstate(certificate, actor=chidi)
    assert [row[place] for row in CompletionReport(ben).rows({})] == [certificate.serial]


def test_the_completion_report_names_the_revoked_certificate_that_withholds_an_updates(
    ben, amara, chidi, course, certificate
):
    def serials():
        report = CompletionReport(ben)
        place = [column.key for column in report.all_columns].index("certificate_serial")
        return [row[place] for row in report.rows({})]

    revoking.revoke(certificate, actor=chidi, reason=CertificateEvent.Reason.NOT_OWN_WORK)
    update = updated(amara, course)
    assert serials() == [f"{certificate.serial} (revoked)"]
    revoking.reinstate(certificate, actor=chidi)
    # Being made, within five minutes.
    assert serials() == [None]
    newer = issuing.issue(update)
    assert serials() == [newer.serial]


def test_the_report_asks_no_more_for_more_rows(ben, amara, certificate, check_growth):
    check_growth(
        lambda: list(CompletionReport(ben).rows({})),
        lambda: [issuing.issue(complete(amara, make_course(f"Course {number}"))) for number in range(3)],
    )


def test_the_self_test_makes_a_certificate(db):
    said = io.StringIO()
    call_command("self_test", stdout=said)
    assert said.getvalue().startswith("A certificate was made: ")
    assert said.getvalue().count("\n") == 1


def test_the_self_test_says_what_is_missing(monkeypatch):
    def no_pango():
        raise pdf.PdfError("Pango is missing: install libpango-1.0-0 and libpangoft2-1.0-0.")

    monkeypatch.setattr(pdf, "_weasyprint", no_pango)
    with pytest.raises(CommandError, match="install libpango"):
        call_command("self_test")


def test_the_system_check_warns_of_missing_libraries_and_fonts(monkeypatch, settings, tmp_path):
    assert checks.check_pdf(None) == []
    monkeypatch.setattr(pdf, "_loads", lambda *names: False)
    settings.FONTS_DIR = tmp_path
    assert [warning.id for warning in checks.check_pdf(None)] == ["certificates.W001", "certificates.W002"]
