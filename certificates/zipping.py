"""Many certificates as one zip file, sent while it is being written: memory stays flat."""

import zipfile

from django.utils import timezone

from .models import Certificate
from .naming import filename

AT_ONCE = 20
READABLE_BY_ALL = 0o644 << 16


class _Outlet:
    """A file that holds what was written until somebody takes it."""

    def __init__(self):
        self._written = bytearray()

    def write(self, data):
        self._written += data
        return len(data)

    def flush(self):
        """Nothing to do: `take` is what empties it."""

    def take(self):
        taken = bytes(self._written)
        self._written.clear()
        return taken


def zipped(pks):
    """Yield the bytes of a zip file with these certificates, in this order. Erased ones are left out."""
    outlet = _Outlet()
    # Stored, not packed: a PDF is compressed already.
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for start in range(0, len(pks), AT_ONCE):
            chunk = pks[start : start + AT_ONCE]
            found = Certificate.objects.defer(None).in_bulk(chunk)
            for certificate in (found[pk] for pk in chunk if pk in found and found[pk].pdf):
                archive.writestr(_entry(certificate), bytes(certificate.pdf))
                yield outlet.take()
    yield outlet.take()


def _entry(certificate):
    at = timezone.localtime(certificate.issued_at)
    entry = zipfile.ZipInfo(filename(certificate), at.timetuple()[:6])
    entry.external_attr = READABLE_BY_ALL
    return entry
