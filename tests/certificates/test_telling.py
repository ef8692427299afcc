"""Whose certificate is revoked or reinstated is told so, once and without a reason."""

import pytest

from certificates import revoking
from certificates.models import CertificateEvent
from training.notices.models import Notice
from training.notices.sending import send_due, written
from training.people.erasing import erase

Reason = CertificateEvent.Reason


@pytest.fixture
def told(certificate, chidi, mailoutbox):
    """Do something to Amara's certificate twice; give back the messages that went out."""

    def act(verb, **options):
        for _ in range(2):
            verb(certificate, actor=chidi, **options)
            send_due()
        sent = mailoutbox[:]
        mailoutbox.clear()
        return sent

    return act


def test_a_learner_is_told_once_that_hers_is_revoked_and_that_it_counts_again(told, amara, certificate):
    for _ in range(2):
        [revoked] = told(revoking.revoke, reason=Reason.NOT_OWN_WORK)
        assert revoked.to == [amara.email]
        assert revoked.subject == "Your certificate is revoked: Recognise and respond"
        assert certificate.serial in revoked.body
        assert "/my-certificates/" in revoked.body
        assert "ask your manager" in revoked.body
        [reinstated] = told(revoking.reinstate)
        assert reinstated.subject == "Your certificate counts again: Recognise and respond"
        assert "same standing as before" in reinstated.body


def test_no_message_holds_a_reason(certificate, chidi):
    revoking.revoke(certificate, actor=chidi, reason=Reason.NOT_OWN_WORK)
    notice = Notice.objects.get()
    assert "own work" not in written(notice).body
    assert "not_own_work" not in str(notice.data)


def test_of_the_erased_nobody_is_told(certificate, amara, chidi):
    erase(amara, chidi)
    certificate = type(certificate).objects.get(pk=certificate.pk)
    revoking.revoke(certificate, actor=chidi, reason=Reason.ISSUED_IN_ERROR)
    assert not Notice.objects.exists()
