"""What this app adds to the reports of others."""

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.reports.base import ExtraColumn

from .models import Certificate, CertificateEvent

DECISIONS = [CertificateEvent.Kind.REVOKED, CertificateEvent.Kind.REINSTATED]
# No serial holds a star.
REVOKED = "*"


class CertificateSerial(ExtraColumn):
    """The serial of each period's newest certificate, in the completion report."""

    report = "completion"
    key = "certificate_serial"
    heading = gettext_lazy("Certificate serial")
    after = "valid_until"

    def expression(self):
        """The serial, marked where the certificate is revoked, lest it be counted as proof."""
        newest = Certificate.objects.filter(enrolment=OuterRef("pk")).order_by("-number")
        decisions = CertificateEvent.objects.filter(certificate=OuterRef("pk"), kind__in=DECISIONS).order_by("-pk")
        marked = Case(
            When(last=CertificateEvent.Kind.REVOKED, then=Concat("serial", Value(REVOKED))),
            default="serial",
            output_field=CharField(),
        )
        newest = newest.annotate(last=Subquery(decisions.values("kind")[:1]), marked=marked)
        return Subquery(newest.values("marked")[:1])

    def cell(self, value):
        """The serial, and in words that it counts no more."""
        if value is None or not value.endswith(REVOKED):
            return value
        return _("%(serial)s (revoked)") % {"serial": value.removesuffix(REVOKED)}
