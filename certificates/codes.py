"""Serials and codes: the name of a certificate, and the secret that proves one holds it."""

import secrets

from courses.dates import day_of

# Crockford's 32 characters: no letter that looks like a digit. Twenty of them are 100 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
GROUP = 5
LOOKALIKES = str.maketrans("OIL", "011")


def new_code():
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code):
    """The code as printed, "7K4M2-QH8XT-…", easier to read out and to type."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(text):
    """What somebody typed or scanned, as a code: case, spaces, dashes and look-alike letters are forgiven."""
    return "".join(character for character in text.upper() if character.isalnum()).translate(LOOKALIKES)


def serial_of(enrolment, number):
    """ "FT-2026-000123"; its first correction is "FT-2026-000123-2". Unique because the period and number are."""
    serial = f"FT-{day_of(enrolment.completed_at).year}-{enrolment.pk:06d}"
    return serial if number == 1 else f"{serial}-{number}"
