"""A revoked certificate is not washed clean by an update, and one training never has two in force."""

from unittest import mock

import pytest
from django.utils import timezone

from certificates import issuing, records, revoking, ticking
from certificates.models import Certificate, CertificateEvent, Status
from courses.models import Enrolment
from tests.certificates.conftest import another, issued_beside, updated
from training.pdf import PdfError

Reason = CertificateEvent.Reason


@pytest.fixture
def revoked(certificate, chidi):
    """Amara's certificate, revoked as not her own work."""
    revoking.revoke(certificate, actor=chidi, reason=Reason.NOT_OWN_WORK)
    return certificate


def statuses():
    """Where each period's certificates stand: [(number of the period, status)]."""
    rows = Certificate.objects.with_status().order_by("enrolment__number", "number")
    return list(rows.values_list("enrolment__number", "status"))


def healed():
    """Tick, and hold the records against each other: nothing differs."""
    ticking.tick(timezone.now())
    assert list(map(str, records.differences())) == []


def test_an_update_washes_no_revoked_certificate_clean(revoked, amara, course):
    update = updated(amara, course)
    with pytest.raises(issuing.NotEarned):
        issuing.issue(update)
    assert not issuing.missing().exists()
    healed()
    assert statuses() == [(1, Status.REVOKED)]


def test_neither_does_the_update_after_that(revoked, amara, course):
    updated(amara, course)
    with pytest.raises(issuing.NotEarned):
        issuing.issue(updated(amara, course))
    healed()
    assert statuses() == [(1, Status.REVOKED)]


def test_a_completed_update_of_revoked_training_keeps_nobody_else_waiting(
    revoked, amara, ben, course, django_capture_on_commit_callbacks, caplog
):
    with django_capture_on_commit_callbacks(execute=True):
        updated(amara, course)
        another(ben, course, Enrolment.Source.SELF)
    assert Certificate.objects.get(enrolment__learner=ben)
    assert caplog.text == ""


def test_the_tick_after_a_reinstatement_issues_what_was_withheld(revoked, amara, chidi, course):
    updates = [updated(amara, course), updated(amara, course)]
    revoking.reinstate(revoked, actor=chidi)
    healed()
    assert statuses() == [(1, Status.REPLACED), (2, Status.REPLACED), (3, Status.VALID)]
    assert issuing.newest_of(updates[0]).supersedes == revoked


def test_the_last_update_made_first_leaves_no_other_in_force(revoked, amara, chidi, course):
    updated(amara, course)
    last = updated(amara, course)
    revoking.reinstate(revoked, actor=chidi)
    issuing.issue(last)
    healed()
    assert statuses() == [(1, Status.REPLACED), (2, Status.REPLACED), (3, Status.VALID)]


def test_what_an_earlier_failure_left_undone_comes_before_the_update(period, amara, course):
    update = updated(amara, course)
    with mock.patch("certificates.rendering.render", side_effect=PdfError("Pango is missing")), pytest.raises(PdfError):
        issuing.issue(update)
    issuing.issue(update)
    healed()
    assert statuses() == [(1, Status.REPLACED), (2, Status.VALID)]


def test_an_update_with_no_certificate_before_it_is_missed(period, amara, course):
    update = updated(amara, course)
    assert list(issuing.missing()) == [period, update]


def test_where_a_later_one_took_its_place_an_update_between_gets_none(certificate, amara, course):
    between, last = updated(amara, course), updated(amara, course)
    # As one that was issued before the order was kept.
    with mock.patch.object(issuing, "missing", Enrolment.objects.none):
        issuing.issue(last)
    with pytest.raises(issuing.NotEarned):
        issuing.issue(between)
    healed()
    assert statuses() == [(1, Status.REPLACED), (3, Status.VALID)]


def test_a_renewal_is_another_training_and_has_its_certificate(revoked, amara, course):
    issuing.issue(another(amara, course, Enrolment.Source.RENEWAL))
    issuing.issue(updated(amara, course))
    healed()
    assert statuses() == [(1, Status.REVOKED), (2, Status.REPLACED), (3, Status.VALID)]


def test_reinstating_beside_a_renewal_leaves_both_trainings_their_own(revoked, amara, chidi, course):
    issuing.issue(another(amara, course, Enrolment.Source.RENEWAL))
    revoking.reinstate(revoked, actor=chidi)
    assert statuses() == [(1, Status.VALID), (2, Status.VALID)]


def test_reinstating_a_renewals_takes_no_heed_of_the_training_before_it(certificate, amara, chidi, course):
    renewed = issuing.issue(another(amara, course, Enrolment.Source.RENEWAL))
    revoking.revoke(renewed, actor=chidi, reason=Reason.ISSUED_IN_ERROR)
    revoking.reinstate(renewed, actor=chidi)
    assert statuses() == [(1, Status.VALID), (2, Status.VALID)]


def test_an_updates_certificate_is_the_one_to_revoke_and_the_first_stays_replaced(certificate, amara, chidi, course):
    newer = issuing.issue(updated(amara, course))
    with pytest.raises(issuing.NotInForce):
        revoking.revoke(certificate, actor=chidi, reason=Reason.NOT_OWN_WORK)
    revoking.revoke(newer, actor=chidi, reason=Reason.NOT_OWN_WORK)
    assert statuses() == [(1, Status.REPLACED), (2, Status.REVOKED)]
    revoking.reinstate(newer, actor=chidi)
    assert statuses() == [(1, Status.REPLACED), (2, Status.VALID)]


def test_what_an_update_took_the_place_of_while_it_was_revoked_is_not_reinstated(revoked, amara, chidi, course):
    newer = issued_beside(updated(amara, course))
    with pytest.raises(issuing.NotInForce):
        revoking.reinstate(revoked, actor=chidi)
    assert statuses() == [(1, Status.REVOKED), (2, Status.VALID)]
    revoking.revoke(newer, actor=chidi, reason=Reason.NOT_OWN_WORK)
    revoking.reinstate(revoked, actor=chidi)
    with pytest.raises(issuing.NotInForce):
        revoking.reinstate(newer, actor=chidi)
    assert statuses() == [(1, Status.VALID), (2, Status.REVOKED)]
