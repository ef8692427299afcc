"""Arithmetic on local dates."""

import calendar
from datetime import date

from django.utils import timezone


def today():
    """The day it is where the site is, whatever the zone of server or visitor."""
    return day_of(timezone.now())


def day_of(instant):
    """The day of an instant where the site is. The editor's screens speak each trainer's zone; records never do."""
    return timezone.localdate(instant, timezone.get_default_timezone())


def add_months(day, months):
    """The same day of a later month, or that month's last day where it is shorter (31 January + 1 = 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
