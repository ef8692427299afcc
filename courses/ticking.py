"""What the ticker does for courses: it heals whatever a failure left undone."""

from datetime import timedelta

from django.core.cache import cache

from . import completing, foreseeing, overlooked, pausing, planning, releasing, renewing, requiring
from .models import Requirement

# Releases that every tick looks at: longer than any pause of the ticker, short enough to stay cheap.
LOOKING_BACK = timedelta(days=7)
A_DAY = timedelta(days=1).total_seconds()


def tick(now):
    """Ask whoever should have been asked, for the first time or to renew, and heal what was left undone."""
    renewing.replace_outdated_updates()
    requiring.bring_up_to_date(Requirement.objects.all())
    complete_overlooked(now)
    pausing.bring_up_to_date()
    finish_releases(now)
    planning.plan()


def complete_overlooked(now):
    """Complete the courses of people for whom nothing is left, and whom nothing told so.

    What they lacked was unpublished, they finished while the course was down, or a receiver failed that should have
    followed a change of role. The last can be seen of nothing but the periods, so all are looked at once a day.
    """
    is_turn_of_all = cache.add("courses.overlooked", now.isoformat(), timeout=A_DAY)
    for enrolment in overlooked.finished(of_all=is_turn_of_all):
        completing.close_overlooked(enrolment)


def finish_releases(now):
    """Move whoever a release for everyone has not reached, as where the worker was stopped in the middle.

    The older ones are looked at once a day: to see that nobody lacks anything, everybody has to be looked at.
    """
    is_turn_of_old = cache.add("courses.old-releases", now.isoformat(), timeout=A_DAY)
    for edition in releasing.newest_for_everyone_of_each():
        if is_turn_of_old or edition.released_at >= now - LOOKING_BACK:
            releasing.reach(edition, foreseeing.unreached(edition))
