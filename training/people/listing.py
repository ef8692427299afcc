"""Read a pasted list of people: whatever a spreadsheet or a mail program puts on the clipboard."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

SEPARATORS = re.compile(r"[,;\t]")
HEADINGS = {"email", "e-mail", "email address", "e-mail address", "mail"}
IN_BRACKETS = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True)
class Row:
    """One person of the list. `role` is what stands after the address, "" when nothing does."""

    number: int
    text: str
    email: str
    role: str


@dataclass(frozen=True)
class BadRow:
    """A part of the list that names nobody we could invite, and why."""

    number: int
    text: str
    reason: str


def read(text):
    """Read a list. Returns Rows and BadRows in their order; line numbers count from 1, empty lines too."""
    found, first_seen = [], {}
    for number, line in enumerate(text.splitlines(), start=1):
        for row in _rows(number, line):
            found.append(_checked(row, first_seen))
    return found


def _rows(number, line):
    """A line holds one address and a role, or several addresses; a role's name may hold commas itself."""
    parts = [part.strip() for part in SEPARATORS.split(line)]
    if number == 1 and parts[0].lower() in HEADINGS:
        return
    starts = [place for place, part in enumerate(parts) if "@" in part]
    if not starts and any(parts):
        yield Row(number, line.strip(), "", "")
    # A name in front of the only address, as in "Okafor, amara@…", says nothing that we need.
    for start, end in pairwise([*starts, len(parts)]):
        rest = [part for part in parts[start + 1 : end] if part]
        text = line.strip() if len(starts) == 1 else ", ".join([parts[start], *rest])
        yield Row(number, text, _address(parts[start]), ", ".join(rest))


def _address(part):
    bracketed = IN_BRACKETS.search(part)
    return (bracketed.group(1) if bracketed else part).strip().strip('"').lower()


def _checked(row, first_seen):
    if not row.email:
        return BadRow(row.number, row.text, _("There is no e-mail address."))
    try:
        validate_email(row.email)
    except ValidationError:
        return BadRow(row.number, row.text, _("“%(address)s” is not an e-mail address.") % {"address": row.email})
    if row.email in first_seen:
        return BadRow(
            row.number, row.text, _("The same address is on line %(line)d.") % {"line": first_seen[row.email]}
        )
    first_seen[row.email] = row.number
    return row
