"""Certificates are revoked and reinstated here. The file stays as it is; its check page says where it stands."""

from django.db import transaction

from training.people import audit

from . import resting, telling
from .issuing import NotInForce
from .models import Certificate, CertificateEvent, Status

Kind = CertificateEvent.Kind
Reason = CertificateEvent.Reason
ACTIONS = {Kind.REVOKED: "certificates.revoke", Kind.REINSTATED: "certificates.reinstate"}
REASONS_TO_REVOKE = (Reason.ISSUED_IN_ERROR, Reason.NOT_OWN_WORK)


class Overtaken(NotInForce):
    """Another certificate is in force for the same training."""


def revoke(certificate, *, actor, reason):
    """Say publicly that a certificate no longer counts. Again is harmless.

    Raises NotInForce where another has replaced it: revoke that one.
    """
    _decide(certificate, Kind.REVOKED, reason, actor)


def reinstate(certificate, *, actor, reason=Reason.REVOKED_IN_ERROR):
    """Take a revocation back. Again is harmless. Updates that waited for it get theirs with the next tick.

    Raises Overtaken where another certificate is in force for the same training.
    """
    _decide(certificate, Kind.REINSTATED, reason, actor)


@transaction.atomic
def _decide(certificate, kind, reason, actor):
    # The lock makes two administrators take turns, so that the second sees what the first decided.
    Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    status = Certificate.objects.with_status().get(pk=certificate.pk).status
    if status == Status.REPLACED:
        raise NotInForce(certificate.serial)
    if (status == Status.REVOKED) != (kind == Kind.REVOKED):
        if kind == Kind.REINSTATED and resting.in_force_beside(certificate).exists():
            raise Overtaken(certificate.serial)
        event = CertificateEvent.objects.create(certificate=certificate, kind=kind, reason=reason, actor=actor)
        telling.tell(event)
        learner = certificate.enrolment.learner
        audit.record(ACTIONS[kind], certificate, user=actor, about=learner, data={"reason": reason})
