"""What is stored about certificates, held against periods, bytes and events. For `check_records`; reads only."""

import hashlib

from django.db.models import Prefetch

from training.evidence import Difference, differences_of, in_chunks

from . import issuing
from .codes import serial_of
from .models import Certificate, CertificateEvent
from .printing import facts_of

Kind = CertificateEvent.Kind
# With their bytes, so few at a time.
AT_ONCE = 50


def differences():
    """Every Difference among certificates, and every completed period that should have one."""
    rows = (
        Certificate.objects.defer(None)
        .select_related("enrolment__edition", "enrolment__learner", "supersedes__enrolment")
        .prefetch_related("enrolment__completions", Prefetch("events", CertificateEvent.objects.order_by("pk")))
    )
    for chunk in in_chunks(rows, size=AT_ONCE):
        replaced = set(Certificate.objects.filter(supersedes__in=chunk).values_list("supersedes", flat=True))
        for certificate in chunk:
            yield from _against_period(certificate)
            yield from _against_bytes(certificate)
            yield from _against_events(certificate, certificate.pk in replaced)
    for period in issuing.missing().iterator():
        yield Difference(f"enrolment {period.pk}", "certificate", None, serial_of(period, 1))


def _against_period(certificate):
    period = certificate.enrolment
    if period.completed_at is None:
        yield from differences_of(certificate, period=("not completed", "completed"))
        return
    printed = {name: value for name, value in certificate.data.items() if name != "name"}
    done = [completion.activity_key for completion in period.completions.all()]
    yield from differences_of(
        certificate,
        serial=(certificate.serial, serial_of(period, certificate.number)),
        data=(printed, facts_of(period, done)),
        expires_on=(certificate.expires_on, period.valid_until),
        supersedes=(_may_supersede(certificate), True),
    )


def _may_supersede(certificate):
    """A correction follows the one before it; a first one follows nothing, or for an update an earlier period's."""
    before, period = certificate.supersedes, certificate.enrolment
    if certificate.number > 1:
        return before.enrolment_id == period.pk and before.number == certificate.number - 1
    if before is None:
        return True
    is_same = (before.enrolment.learner_id, before.enrolment.course_key) == (period.learner_id, period.course_key)
    return is_same and period.source == period.Source.UPDATE and before.enrolment.number < period.number


def _against_bytes(certificate):
    """The bytes are those that were issued. Erasing a person takes bytes and name, and leaves the rest."""
    is_erased = certificate.enrolment.learner.erased_at is not None
    if is_erased:
        yield from differences_of(certificate, bytes=(bool(certificate.pdf), False), name=(certificate.name, ""))
        return
    found = hashlib.sha256(certificate.pdf).hexdigest() if certificate.pdf else None
    yield from differences_of(certificate, sha256=(certificate.sha256, found), name=(bool(certificate.name), True))


def _against_events(certificate, is_replaced):
    kinds = [event.kind for event in certificate.events.all()]
    decisions = [kind for kind in kinds if kind in (Kind.REVOKED, Kind.REINSTATED)]
    yield from differences_of(
        certificate,
        first_event=(kinds[:1], [Kind.ISSUED]),
        replaced=(Kind.SUPERSEDED in kinds, is_replaced),
        # Revoked, reinstated, revoked again: they take turns.
        decisions=(decisions, [(Kind.REVOKED, Kind.REINSTATED)[place % 2] for place in range(len(decisions))]),
    )
