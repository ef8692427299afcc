"""What this app adds to the reports of others."""

from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Enrolment
from training.reports.base import ExtraColumn

from . import resting
from .models import Certificate, CertificateEvent

# No serial holds a star.
REVOKED = "*"


class CertificateSerial(ExtraColumn):
    """The serial of each period's newest certificate, in the completion report."""

    report = "completion"
    key = "certificate_serial"
    heading = gettext_lazy("Certificate serial")
    after = "valid_until"

    def expression(self):
        """The serial, marked where the certificate is revoked, lest it be counted as proof.

        An update that gets no certificate, since the one before it is revoked, shows that one.
        """
        own = Certificate.objects.with_status().filter(enrolment=OuterRef("pk")).order_by("-number")
        own = _newest(own, otherwise=F("serial"))
        revoked_before = _newest(resting.before_each(), otherwise=Value(None))
        return Case(
            When(source=Enrolment.Source.UPDATE, completed_at__isnull=False, then=Coalesce(own, revoked_before)),
            default=own,
        )

    def cell(self, value):
        """The serial, and in words that it counts no more."""
        if value is None or not value.endswith(REVOKED):
            return value
        return _("%(serial)s (revoked)") % {"serial": value.removesuffix(REVOKED)}


def _newest(certificates, *, otherwise):
    is_revoked = When(last_decision=CertificateEvent.Kind.REVOKED, then=Concat("serial", Value(REVOKED)))
    marked = Case(is_revoked, default=otherwise, output_field=CharField())
    return Subquery(certificates.annotate(marked=marked).values("marked")[:1])
