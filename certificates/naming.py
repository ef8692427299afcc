"""The names of certificates as files."""

from django.utils.text import slugify

# Letters that do not come apart into a plain one and an accent.
PLAIN = str.maketrans(
    {"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Æ": "Ae", "æ": "ae"}
    | {"Œ": "Oe", "œ": "oe", "ß": "ss", "Þ": "Th", "þ": "th", "ı": "i"}
)


def filename(certificate):
    """ "FT-2026-000123-amara-okafor.pdf": safe everywhere; a name in another script is left out."""
    name = slugify(certificate.name.translate(PLAIN))[:60].strip("-")
    return f"{certificate.serial}-{name}.pdf" if name else f"{certificate.serial}.pdf"
