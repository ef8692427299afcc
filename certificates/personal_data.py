"""What certificates know about people. The file's SHA-256 stays, so that a copy on paper or disk can be checked."""

from training.evidence import blank
from training.personal import Table

from .models import Certificate, CertificateEvent

PERSONAL = {"certificates.Certificate.enrolment": "certificates"}
NOT_PERSONAL = {"certificates.CertificateEvent.actor": "says by key who decided; it names nobody once erased"}


def export(user):
    """Her certificates. The files themselves she downloads from her own page."""
    own = Certificate.objects.with_status().filter(enrolment__learner=user).order_by("pk")
    rows = (
        [one.serial, one.code, one.name, one.data["course"], one.issued_at, one.expires_on, one.status, one.sha256]
        for one in own
    )
    columns = ["serial", "code", "name", "course", "issued at", "valid until", "status", "sha256"]
    yield Table("certificates", columns, rows)
    events = CertificateEvent.objects.filter(certificate__enrolment__learner=user)
    rows = events.values_list("certificate__serial", "kind", "reason", "at")
    yield Table("certificate-events", ["serial", "what happened", "reason", "at"], rows)


def erase(person):
    """Take the printed name and the bytes."""
    own = Certificate.objects.filter(enrolment__learner=person.user)
    for certificate in own.exclude(data__name="", pdf=None):
        blank(own.filter(pk=certificate.pk), data={**certificate.data, "name": ""}, pdf=None)
