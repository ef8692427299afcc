"""What this app adds to the reports of others."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.reports.base import ExtraColumn

from .models import Certificate, Status


class CertificateSerial(ExtraColumn):
    """The serial of each period's newest certificate, in the completion report."""

    report = "completion"
    key = "certificate_serial"
    heading = gettext_lazy("Certificate serial")
    after = "valid_until"

    def values_for(self, entries):
        """{period: serial}, in one query. A revoked one says so, lest it be counted as proof."""
        found = Certificate.objects.with_status().filter(enrolment__in=entries).order_by("number")
        return {period: _cell(*rest) for period, *rest in found.values_list("enrolment_id", "serial", "status")}


def _cell(serial, status):
    return _("%(serial)s (revoked)") % {"serial": serial} if status == Status.REVOKED else serial
