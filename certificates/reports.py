"""What this app adds to the reports of others."""

from django.utils.translation import gettext_lazy as _

from training.reports.base import ExtraColumn

from .models import Certificate


class CertificateSerial(ExtraColumn):
    """The serial of each period's newest certificate, in the completion report."""

    report = "completion"
    key = "certificate_serial"
    heading = _("Certificate serial")
    after = "valid_until"

    def values_for(self, entries):
        """{period: serial}, in one query."""
        found = Certificate.objects.filter(enrolment__in=entries).order_by("number")
        return dict(found.values_list("enrolment_id", "serial"))
