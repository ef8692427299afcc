"""The wallet card: whom to call and what to do, as two sides of A6, from the contacts as they stand today."""

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from training import pdf

from . import calling

TEMPLATE = "content/printed/wallet_card.html"
STYLE = "content/printed/wallet_card.css"
SIDES = 2
# From roomy to tight: the first that fits two sides is taken.
DENSITIES = ("roomy", "tight", "tightest")
# When to call, and the key of the contact.
FRONT = [
    (_("Danger now"), "emergency"),
    (_("A child, or someone who may be one"), "childrens_services"),
    (_("You work for a council"), "spoc"),
    (_("Advice"), "ms_helpline"),
]


def wallet_card():
    """The bytes of the PDF. Whether a number may be shown is judged on the day.

    Kept for a minute, as the register is: laying it out takes a second. Raises PdfError.
    """
    key = f"wallet-card:{timezone.localdate()}:{get_language()}:{calling.version()}"
    return caches["process"].get_or_set(key, _render)


def _render():
    context, style = _context(), render_to_string(STYLE)
    for density in DENSITIES[:-1]:
        try:
            return pdf.render(_html(context, density), base_css=[style], pages=SIDES)
        except pdf.TooLong:
            continue
    return pdf.render(_html(context, DENSITIES[-1]), base_css=[style])


def _html(context, density):
    return render_to_string(TEMPLATE, {**context, "density": density})


def _context():
    rows = [(when, key, calling.line(key)) for when, key in FRONT]
    shown = [line.contact for _when, _key, line in rows if line.is_current]
    dates = [contact.review_by for contact in shown if getattr(contact, "review_by", None)]
    return {
        "rows": rows,
        "language": get_language(),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "made_on": timezone.localdate(),
        "print_again_by": min(dates, default=None),
    }
