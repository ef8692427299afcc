"""What the ticker does for courses: it heals whatever a failure left undone."""

from datetime import timedelta

from . import completing, overlooked, releasing, renewing, requiring
from .models import CourseEdition, Requirement

# What a tick looks back on: longer than any pause of the ticker, short enough to stay cheap.
LOOKING_BACK = timedelta(days=7)


def tick(now):
    """Ask whoever should have been asked, for the first time or to renew, and heal what was left undone."""
    renewing.replace_outdated_updates()
    requiring.bring_up_to_date(Requirement.objects.all())
    complete_after_unpublishing()
    finish_releases(now - LOOKING_BACK)


def complete_after_unpublishing():
    """Complete the courses of people for whom only something was left that is unpublished by now."""
    for enrolment in overlooked.finished():
        completing.close_after_unpublishing(enrolment)


def finish_releases(since):
    """Move whoever a release for everyone has not reached, as where the worker was stopped in the middle."""
    for edition in CourseEdition.objects.filter(released_for=CourseEdition.For.EVERYONE, released_at__gte=since):
        # One that another for everyone followed has nobody left to move; one for new starters undoes nothing.
        if releasing.newest_for_everyone(edition.course_key) == edition:
            releasing.move_everyone(edition, actor=edition.released_by)
