"""Times and durations in the words of the screens, where the site is."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

A_DAY, AN_HOUR = 1440, 60
A_MINUTE = 60


def day_and_time(instant):
    """An instant, such as "14:35 on 3 March 2027"."""
    return _("%(time)s on %(day)s") % {"time": clock_time(instant), "day": in_words(localtime(instant))}


def in_words(day):
    """A day, such as "3 March 2027"."""
    return date_format(day, "j F Y")


def clock_time(instant):
    """An instant of today, such as "14:35"."""
    return date_format(localtime(instant), "H:i")


def until(instant):
    """When something is over: the time alone where that is today."""
    is_today = localtime(instant).date() == localtime(timezone.now()).date()
    return clock_time(instant) if is_today else day_and_time(instant)


def minutes_in_words(minutes):
    """So many minutes as people say it: "45 minutes", "2 hours", "3 days"."""
    if minutes % A_DAY == 0:
        return ngettext("%d day", "%d days", minutes // A_DAY) % (minutes // A_DAY)
    if minutes % AN_HOUR == 0:
        return ngettext("%d hour", "%d hours", minutes // AN_HOUR) % (minutes // AN_HOUR)
    return ngettext("%d minute", "%d minutes", minutes) % minutes


def seconds_in_words(seconds):
    """So many seconds, such as "40 s" or "1 min 30 s"."""
    minutes, rest = divmod(round(seconds), A_MINUTE)
    if not minutes:
        return _("%d s") % rest
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
