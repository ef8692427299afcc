"""A certificate as a page of A4."""

from datetime import date

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from courses.dates import day_of
from training import pdf

from .codes import in_groups

# Names the look below; stored with each certificate. Change it with the template.
DESIGN = "2026-1"
TEMPLATE = "certificates/printed/certificate.html"
STYLE = "certificates/printed/certificate.css"
# From roomy to tight: the first that fits one page is taken.
DENSITIES = ("roomy", "close", "tight", "tightest")


def render(certificate):
    """The bytes of the PDF for an unsaved certificate. The same certificate gives the same bytes.

    Raises PdfError.
    """
    with translation.override(settings.LANGUAGE_CODE):
        context = _context(certificate)
        style = render_to_string(STYLE)
        for density in DENSITIES:
            html = render_to_string(TEMPLATE, {**context, "density": density})
            try:
                return pdf.render(html, base_css=[style], pages=1)
            except pdf.TooLong:
                continue
        return pdf.render(html, base_css=[style])


def check_url(code):
    """The public address that says whether a certificate is real and in force."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('certificates:check', args=[code])}"


def in_words(minutes):
    """ "1 hour 25 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return gettext("{hours} {minutes}").format(hours=parts[0], minutes=parts[1]) if len(parts) > 1 else parts[0]


def _context(certificate):
    data = certificate.data
    url = check_url(certificate.code)
    return {
        "certificate": certificate,
        "data": data,
        "language": settings.LANGUAGE_CODE,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "completed_on": date.fromisoformat(data["completed_on"]),
        "fact_checked_on": data["fact_checked_on"] and date.fromisoformat(data["fact_checked_on"]),
        "issued_on": day_of(certificate.issued_at),
        "learning_time": in_words(data["minutes"]),
        "check_address": url.removesuffix(f"{certificate.code}/").split("://")[-1].rstrip("/"),
        "code": in_groups(certificate.code),
        "qr": segno.make(url, error="m", micro=False).png_data_uri(border=0, dark="#12333b"),
        "name_size": _size(data["name"], long=34, longest=80),
        "course_size": _size(data["course"], long=60, longest=140),
    }


def _size(text, *, long, longest):
    """The class of a line: bigger letters for fewer of them."""
    return "longest" if len(text) > longest else "long" if len(text) > long else ""
