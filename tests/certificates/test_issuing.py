"""Issuing, healing, and what can never change."""

import hashlib
from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates import issuing, rendering
from certificates.models import Certificate, CertificateEvent, Status
from certificates.printing import printed_name
from courses import completing, enrolling
from courses.models import Completion, Enrolment
from tests.certificates.conftest import complete, events_of
from tests.courses.factories import lessons_of, make_course
from training.evidence import FrozenError
from training.pdf import PdfError


def test_completing_a_course_brings_a_certificate(amara, course, django_capture_on_commit_callbacks):
    enrolment = enrolling.enrol(amara, course)
    first, last = lessons_of(course)
    with django_capture_on_commit_callbacks(execute=True):
        completing.record(enrolment, first, how=Completion.How.SELF)
    assert not Certificate.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        completing.record(enrolment, last, how=Completion.How.SELF)
    certificate = Certificate.objects.get()
    assert certificate.enrolment == enrolment
    assert events_of(certificate) == [("issued", "completed")]


def test_a_certificate_says_what_was_done(certificate, period, course):
    assert certificate.data == {
        "name": "Amara Okafor",
        "course": "Recognise and respond",
        "edition": 1,
        "outcomes": ["Notice what is wrong", "Know whom to tell"],
        "minutes": 10,
        "completed_on": timezone.localdate(period.completed_at).isoformat(),
        "fact_checked_on": None,
    }
    assert certificate.expires_on == period.valid_until
    assert certificate.sha256 == hashlib.sha256(certificate.pdf).hexdigest()
    assert certificate.serial == f"FT-{period.completed_at.year}-{period.pk:06d}"


@pytest.mark.promise(4)
def test_issuing_again_gives_the_same_certificate(certificate, period):
    assert issuing.issue(period) == certificate
    assert Certificate.objects.count() == 1


@pytest.mark.promise(4)
def test_whoever_comes_second_gets_the_first_ones_certificate(period, monkeypatch):
    slow, first = rendering.render, []

    def overtaken(draft):
        monkeypatch.setattr(rendering, "render", slow)
        first.append(issuing.issue(Enrolment.objects.get(pk=period.pk)))
        return slow(draft)

    monkeypatch.setattr(rendering, "render", overtaken)
    assert [issuing.issue(period)] == first
    assert Certificate.objects.count() == 1
    assert CertificateEvent.objects.count() == 1


def test_nothing_is_rendered_while_the_database_is_locked(period, monkeypatch):
    outside = len(transaction.get_connection().savepoint_ids)
    real = rendering.render

    def watched(draft):
        assert len(transaction.get_connection().savepoint_ids) == outside
        return real(draft)

    monkeypatch.setattr(rendering, "render", watched)
    issuing.issue(period)


def test_an_open_period_earns_nothing(amara, course):
    with pytest.raises(issuing.NotEarned):
        issuing.issue(enrolling.enrol(amara, course))


def test_without_a_name_there_is_no_certificate_until_there_is(amara, course):
    amara.name = ""
    amara.save()
    period = complete(amara, course)
    with pytest.raises(issuing.NameMissing):
        issuing.issue(period)
    assert issuing.issue_missing() == (0, 0)
    amara.name = "Amara Okafor"
    amara.save()
    assert issuing.issue_missing() == (1, 0)
    assert period.certificates.get().name == "Amara Okafor"


@pytest.mark.parametrize("failure", [None, PdfError("A glyph is missing"), IntegrityError("Serial taken")])
def test_one_certificate_that_cannot_be_made_keeps_nobody_else_waiting(
    amara, ben, course, failure, monkeypatch, caplog
):
    amara.name = "\u200b" if failure is None else "Amara Okafor"
    amara.save()
    stuck, waiting = complete(amara, course), complete(ben, course)
    real = rendering.render

    def render(draft):
        if draft.enrolment_id == stuck.pk:
            raise failure
        return real(draft)

    monkeypatch.setattr(rendering, "render", render)
    assert issuing.missing().first() == stuck
    assert issuing.issue_missing() == (1, 1)
    assert waiting.certificates.exists()
    assert f"No certificate for period {stuck.pk}" in caplog.text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Amara \n Okafor ", "Amara Okafor"),
        ("Zoe\u0308", "Zoë"),
        ("A\u202emara\u0007", "Amara"),
        ("نیم\u200cروز", "نیم\u200cروز"),
    ],
)
def test_a_name_is_printed_without_what_cannot_be_seen(typed, printed):
    assert printed_name(typed) == printed


def test_a_certificate_is_valid_through_its_last_day(certificate):
    def status(day):
        return Certificate.objects.with_status(on=day).get().status

    assert status(certificate.expires_on) == Status.VALID
    assert status(certificate.expires_on + timedelta(days=1)) == Status.EXPIRED


@pytest.mark.promise(3)
def test_editing_and_unpublishing_pages_changes_no_certificate(certificate, course):
    before = bytes(Certificate.objects.get().pdf), Certificate.objects.filter().values().get()
    lesson = lessons_of(course)[0]
    lesson.title = "Quite another title"
    lesson.minutes = 99
    lesson.save_revision().publish()
    course.title = "Another course"
    course.certificate_valid_months = 6
    course.save_revision().publish()
    lesson.unpublish()
    course.unpublish()
    assert issuing.issue(certificate.enrolment).pk == certificate.pk
    assert (bytes(Certificate.objects.get().pdf), Certificate.objects.filter().values().get()) == before


@pytest.mark.promise(1)
@pytest.mark.parametrize("model", [Certificate, CertificateEvent])
def test_a_certificate_and_its_events_are_written_once(certificate, model):
    row = model.objects.get()
    with pytest.raises(FrozenError):
        row.save()
    with pytest.raises(FrozenError):
        row.delete()
    with pytest.raises(FrozenError):
        model.objects.all().delete()
    with pytest.raises(FrozenError):
        model.objects.update(pk=7)


def test_the_database_refuses_a_second_first_certificate(certificate):
    twin = Certificate.objects.defer(None).get()
    twin.pk, twin.serial, twin.code, twin._state.adding = None, "FT-X", "X" * 20, True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_failure_is_made_good_by_the_ticker(amara, course, django_capture_on_commit_callbacks, caplog):
    from certificates import ticking

    with (
        mock.patch("certificates.rendering.render", side_effect=PdfError("Pango is missing")),
        django_capture_on_commit_callbacks(execute=True),
    ):
        period = complete(amara, course)
    assert period.completed_at
    assert not Certificate.objects.exists()
    assert "Pango is missing" in caplog.text
    ticking.tick(timezone.now())
    ticking.tick(timezone.now())
    assert Certificate.objects.get().enrolment == period


def test_the_command_heals_and_says_so(period, capsys):
    from django.core.management import CommandError, call_command

    with (
        mock.patch("certificates.rendering.render", side_effect=PdfError("Pango is missing")),
        pytest.raises(CommandError, match="1 could not be issued"),
    ):
        call_command("issue_missing_certificates")
    call_command("issue_missing_certificates")
    assert "Issued 1." in capsys.readouterr().out


def test_lists_leave_the_bytes_in_the_database(certificate, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = Certificate.objects.get()
    with django_assert_num_queries(1):
        assert found.pdf


def test_minutes_count_only_what_this_learner_did(amara):
    course = make_course("Another", lessons=("One", "Two", "Three"))
    period = enrolling.enrol(amara, course)
    completing.record(period, lessons_of(course)[0], how=Completion.How.SELF)
    from certificates.printing import data_of

    period.completed_at = period.started_at
    assert data_of(period)["minutes"] == 5
