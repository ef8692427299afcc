"""Certificates that take the place of others: corrections, updates, and what is revoked meanwhile."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from certificates import issuing, rendering, revoking
from certificates.models import Certificate, CertificateEvent, Status
from courses.models import Enrolment
from tests.certificates.conftest import another, complete, events_of, updated


@pytest.mark.promise(7)
def test_a_replacement_keeps_the_days_of_the_site_whatever_zone_its_author_sees(amara, course, chidi):
    with time_machine.travel(datetime(2026, 12, 31, 20, tzinfo=UTC)):
        certificate = issuing.issue(complete(amara, course))
        with timezone.override("Asia/Tokyo"):
            newer = issuing.reissue(certificate, actor=chidi, reason=CertificateEvent.Reason.FAULT)
    assert newer.serial == f"{certificate.serial}-2"
    assert newer.data == certificate.data


def test_a_corrected_name_replaces_and_never_edits(certificate, amara):
    before = Certificate.objects.filter(pk=certificate.pk).values().get()
    amara.name = "Amara Okafor-Hughes"
    amara.save()
    newer = issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.NAME)
    assert Certificate.objects.filter(pk=certificate.pk).values().get() == before
    assert newer.name == "Amara Okafor-Hughes"
    assert newer.serial == f"{certificate.serial}-2"
    assert {key: value for key, value in newer.data.items() if key != "name"} == {
        key: value for key, value in certificate.data.items() if key != "name"
    }
    statuses = dict(Certificate.objects.with_status().values_list("pk", "status"))
    assert statuses == {certificate.pk: Status.REPLACED, newer.pk: Status.VALID}
    assert events_of(certificate) == [("issued", "completed"), ("superseded", "name")]
    assert events_of(newer) == [("issued", "name")]
    assert issuing.issue(certificate.enrolment) == newer


def test_two_corrections_at_once_make_one_certificate(certificate, amara, monkeypatch):
    slow, first = rendering.render, []
    reason = CertificateEvent.Reason.NAME

    def overtaken(draft):
        monkeypatch.setattr(rendering, "render", slow)
        first.append(issuing.reissue(certificate, actor=amara, reason=reason))
        return slow(draft)

    monkeypatch.setattr(rendering, "render", overtaken)
    assert [issuing.reissue(certificate, actor=amara, reason=reason)] == first
    assert Certificate.objects.count() == 2


def test_what_was_replaced_is_not_replaced_again(certificate, amara):
    issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.NAME)
    with pytest.raises(issuing.NotInForce):
        issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.NAME)


def revoked_meanwhile(monkeypatch, certificate, actor):
    """Let a revocation come in while the next certificate is rendered."""
    slow = rendering.render

    def overtaken(draft):
        monkeypatch.setattr(rendering, "render", slow)
        revoking.revoke(certificate, actor=actor, reason=CertificateEvent.Reason.NOT_OWN_WORK)
        return slow(draft)

    monkeypatch.setattr(rendering, "render", overtaken)


def test_what_is_revoked_while_its_correction_is_made_stays_without_one(certificate, amara, chidi, monkeypatch):
    revoked_meanwhile(monkeypatch, certificate, chidi)
    with pytest.raises(issuing.NotInForce):
        issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.NAME)
    assert Certificate.objects.with_status().get().status == Status.REVOKED
    assert events_of(certificate) == [("issued", "completed"), ("revoked", "not_own_work")]


def test_an_update_gets_none_where_what_it_rests_on_was_revoked_while_it_was_made(
    certificate, amara, chidi, course, monkeypatch
):
    update = updated(amara, course)
    revoked_meanwhile(monkeypatch, certificate, chidi)
    with pytest.raises(issuing.NotEarned):
        issuing.issue(update)
    assert Certificate.objects.get() == certificate
    assert events_of(certificate) == [("issued", "completed"), ("revoked", "not_own_work")]


def test_a_tick_passes_over_an_update_whose_predecessor_is_revoked_while_it_works(
    certificate, amara, chidi, course, monkeypatch
):
    updated(amara, course)
    revoked_meanwhile(monkeypatch, certificate, chidi)
    assert issuing.issue_missing() == (0, 0)
    assert Certificate.objects.get() == certificate


def test_an_update_replaces_the_certificate_before_it_and_keeps_its_expiry(certificate, amara, course, period):
    newer = issuing.issue(updated(amara, course))
    assert newer.supersedes == certificate
    assert newer.expires_on == certificate.expires_on
    assert events_of(newer) == [("issued", "updated")]
    assert Certificate.objects.with_status().get(pk=certificate.pk).status == Status.REPLACED
    # The old period has had its certificate; asking again makes no other.
    assert issuing.issue(period) == certificate
    assert issuing.issue_missing() == (0, 0)


def test_a_renewal_leaves_the_certificate_before_it_standing(certificate, amara, course, period):
    renewal = another(amara, course, Enrolment.Source.RENEWAL)
    assert issuing.issue(renewal).supersedes is None
    assert Certificate.objects.with_status().get(pk=certificate.pk).status == Status.VALID
