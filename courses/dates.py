"""Arithmetic on local dates."""

import calendar
from datetime import date


def add_months(day, months):
    """The same day of a later month, or that month's last day where it is shorter (31 January + 1 = 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
