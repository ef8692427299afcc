"""What a cell says. Screen and files ask the same function, so that they cannot differ."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def plain(value):
    """A value as a cell holds it: text, number, local date, yes or no, or None.

    An instant becomes the day it was in the site's time zone, which headings name.
    """
    # Nearly all are text, and a report asks a million times.
    if value is None or type(value) is str:
        return value
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).date()
    if isinstance(value, Promise):
        return str(value)
    return value


def text_of(value):
    """The words for a value: "3 March 2027", "Yes", "85", or nothing for None."""
    value = plain(value)
    if value is None:
        return ""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return _day(value, get_language())
    return str(value)


# A report of ten thousand rows has a few hundred different days.
@lru_cache(maxsize=4096)
def _day(day, _language):
    return date_format(day, "j F Y")
