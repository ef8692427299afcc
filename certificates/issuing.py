"""Certificates are issued and replaced here, and nowhere else.

A certificate is rendered before the transaction that stores it: SQLite holds its one write lock in there.
Whoever comes second finds the number taken, and gets the first one's certificate.
"""

import hashlib
import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Enrolment
from training.pdf import PdfError
from training.people import audit

from . import rendering, resting
from .codes import new_code, serial_of
from .models import Certificate, CertificateEvent, Status
from .printing import data_of, printed_name

logger = logging.getLogger(__name__)

Kind = CertificateEvent.Kind
Reason = CertificateEvent.Reason


class NotEarned(Exception):
    """The period is not completed, or is an update of training whose certificate is revoked."""


class NameMissing(Exception):
    """The learner has not said which name to print."""


class NotInForce(Exception):
    """The certificate was replaced or revoked, so nothing can follow from it."""


def issue(enrolment):
    """The certificate of a completed period: the newest there is, else one made now. Again is harmless.

    Raises NotEarned, NameMissing or PdfError.
    """
    existing = newest_of(enrolment)
    if existing:
        return existing
    if enrolment.completed_at is None:
        raise NotEarned(str(enrolment.pk))
    before = _certificate_before(enrolment) if enrolment.source == Enrolment.Source.UPDATE else None
    certificate = _make(enrolment, number=1, supersedes=before)
    try:
        return _store(certificate, reason=Reason.UPDATED if before else Reason.COMPLETED, actor=None)
    except NotInForce:
        # Revoked or corrected meanwhile: look again what there is to replace.
        return issue(enrolment)


def reissue(certificate, *, actor, reason):
    """Replace a certificate by one with the learner's present name; all else is as firm as the records it is from.

    Raises NotInForce, NameMissing or PdfError.
    """
    _check_replaceable(certificate.pk)
    enrolment = Enrolment.objects.select_related("learner", "edition").get(pk=certificate.enrolment_id)
    newer = _make(enrolment, number=certificate.number + 1, supersedes=certificate)
    return _store(newer, reason=reason, actor=actor)


def issue_missing():
    """Issue what a failure left undone. Returns how many were issued and how many still cannot be."""
    issued = failed = 0
    for enrolment in missing().select_related("learner", "edition"):
        try:
            issue(enrolment)
        except NotEarned:
            # What it rests on was revoked since the list was read.
            continue
        # One person's odd name must not keep everybody else waiting.
        except (NameMissing, PdfError, IntegrityError):
            logger.exception("No certificate for period %s", enrolment.pk)
            failed += 1
        else:
            issued += 1
    return issued, failed


def newest_of(enrolment):
    """The certificate of a period after all corrections, with its status, or None."""
    return Certificate.objects.with_status().filter(enrolment=enrolment.pk).order_by("-number").first()


def missing():
    """Completed periods that should have a certificate and have none, of people who have a name to print."""
    completed = Enrolment.objects.filter(completed_at__isnull=False, certificates=None).exclude(learner__name="")
    return resting.without_withheld(completed).order_by("completed_at", "number")


def _name_of(enrolment):
    name = printed_name(enrolment.learner.name)
    if not name:
        raise NameMissing(str(enrolment.pk))
    return name


def _certificate_before(update):
    """What an update replaces: the certificate before it, still in date, or None.

    A renewal replaces nothing: the certificate before it stays true until it expires.
    Raises NotEarned where that certificate was revoked, or replaced by a later one.
    """
    # What earlier periods still lack comes first, so that each can take the place of the one before it.
    earlier = missing().filter(learner=update.learner_id, course_key=update.course_key, number__lt=update.number)
    for enrolment in earlier.select_related("learner", "edition"):
        issue(enrolment)
    before = resting.one_before(update)
    if before and before.status in resting.WITHHOLDING:
        raise NotEarned(str(update.pk))
    return before if before and before.status == Status.VALID else None


def _make(enrolment, *, number, supersedes):
    certificate = Certificate(
        enrolment=enrolment,
        number=number,
        serial=serial_of(enrolment, number),
        code=new_code(),
        supersedes=supersedes,
        data={"name": _name_of(enrolment), **data_of(enrolment)},
        design=rendering.DESIGN,
        issued_at=timezone.now(),
        expires_on=enrolment.valid_until,
    )
    certificate.pdf = rendering.render(certificate)
    certificate.sha256 = hashlib.sha256(certificate.pdf).hexdigest()
    return certificate


def _store(certificate, *, reason, actor):
    """Store a certificate and its events; where another was quicker, return the other.

    Raises NotInForce where what it replaces was revoked or replaced while it was rendered.
    """
    try:
        with transaction.atomic():
            if certificate.supersedes_id:
                # The lock makes a revocation come wholly before this check, or wholly after what follows.
                Certificate.objects.select_for_update(no_key=True).get(pk=certificate.supersedes_id)
                _check_replaceable(certificate.supersedes_id)
            certificate.save()
            _note(certificate, Kind.ISSUED, reason, actor)
            if certificate.supersedes_id:
                _note(certificate.supersedes, Kind.SUPERSEDED, reason, actor)
            if actor:
                learner = certificate.enrolment.learner
                audit.record("certificates.reissue", certificate, user=actor, about=learner, data={"reason": reason})
    except (IntegrityError, NotInForce):
        winner = newest_of(certificate.enrolment)
        if winner is None or winner.number < certificate.number:
            raise
        return winner
    return certificate


def _check_replaceable(pk):
    certificate = Certificate.objects.with_status().get(pk=pk)
    if not certificate.can_be_corrected:
        raise NotInForce(certificate.serial)


def _note(certificate, kind, reason, actor):
    CertificateEvent.objects.create(certificate=certificate, kind=kind, reason=reason, actor=actor)
