"""Does a text look as if it held somebody's personal details?

Every pattern is bounded, so that no text, however odd, takes long to read.
"""

import re
import unicodedata

from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

KINDS = {
    "phone": _("a phone number"),
    "email": _("an e-mail address"),
    "postcode": _("a postcode"),
    "national_insurance": _("a National Insurance number"),
    "plate": _("a vehicle number plate"),
}

# A day with an hour after it has as many digits as a phone number, and is what a good account begins with.
DATE = re.compile(r"(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![./-]?\d)")
# At most fifteen digits, so that of two numbers side by side each is seen.
PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[ \t().\-/]{0,4}\d){8,14}(?!\d)")
# Freephone and service numbers belong to organisations, and are just what a report is often about.
OF_ORGANISATIONS = re.compile(r"^(?:(?:00)?44)?0?(?:80|84|87|3)")
EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}\.\w")
POSTCODES = [
    re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}(?!\w)"),
    # In small letters "B2 1st" is a floor.
    re.compile(
        r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? {0,2}\d(?!st|nd|rd|th)[ABD-HJLNP-UW-Z]{2}(?!\w)",
        re.IGNORECASE,
    ),
]
NATIONAL_INSURANCE = re.compile(r"(?<!\w)[A-Z]{2}(?: ?\d\d){3} ?[A-D](?!\w)", re.IGNORECASE)
PLATES = [
    # Joined, whatever the case; apart, all in one case, or "QA12 the" would be a plate.
    re.compile(r"(?<!\w)[A-Z]{2}\d{2}[A-Z]{3}(?!\w)", re.IGNORECASE),
    re.compile(r"(?<!\w)(?:[A-Z]{2}\d{2} [A-Z]{3}|[a-z]{2}\d{2} [a-z]{3})(?!\w)"),
    # "A14 HGV" is what was seen on a road.
    re.compile(r"(?<!\w)(?:[A-Z]\d{2,3}(?! (?:HGV|LGV|MPV|SUV|VAN|CAR|BUS)\b) ?[A-Z]{3}|[A-Z]{3} ?\d{2,3}[A-Z])(?!\w)"),
    # Northern Ireland: the letters hold an I or a Z. "ID 1234" is on a badge.
    re.compile(r"(?<!\w)(?!ID )[A-Z]?(?:[A-Z][IZ]|[IZ][A-Z]) ?\d{3,4}(?!\w)"),
]


def looks_personal(text):
    """The kinds of personal detail that a text seems to hold, as keys of `KINDS`, in its order."""
    text = unicodedata.normalize("NFKC", text)
    seen = {
        "phone": any(_is_somebodys_phone(match[0]) for match in PHONE.finditer(DATE.sub(",", text))),
        "email": EMAIL.search(text),
        "postcode": any(pattern.search(text) for pattern in POSTCODES),
        "national_insurance": NATIONAL_INSURANCE.search(text),
        "plate": any(pattern.search(text) for pattern in PLATES),
    }
    return [kind for kind in KINDS if seen[kind]]


def for_browsers():
    """The same patterns for a script in a page: [[pattern, flags]], and those that tell somebody's phone."""
    patterns = [EMAIL, *POSTCODES, NATIONAL_INSURANCE, *PLATES]
    written = [[one.pattern, "i" if one.flags & re.IGNORECASE else ""] for one in patterns]
    phones = {"date": DATE.pattern, "phone": PHONE.pattern, "organisations": OF_ORGANISATIONS.pattern}
    return {"patterns": written, **phones}


def named(kinds):
    """The kinds in words, for a message to the writer."""
    return get_text_list([str(KINDS[kind]) for kind in kinds], _("and"))


def _is_somebodys_phone(written):
    digits = re.sub(r"\D", "", written)
    if not 9 <= len(digits) <= 15 or OF_ORGANISATIONS.match(digits):
        return False
    return written.startswith("+") or digits.startswith("0") or (digits.startswith("7") and len(digits) == 10)
