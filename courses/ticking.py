"""What the ticker does for courses: it heals whatever a failure left undone."""

from datetime import timedelta

from wagtail.models import PageLogEntry

from . import completing, enrolling, releasing, renewing, requiring
from .models import CourseEdition, Enrolment, Requirement

# What a tick looks back on: longer than any pause of the ticker, short enough to stay cheap.
LOOKING_BACK = timedelta(days=7)


def tick(now):
    """Ask whoever should have been asked, for the first time or to renew, and heal what was left undone."""
    renewing.replace_outdated_updates()
    requiring.bring_up_to_date(Requirement.objects.all())
    complete_after_unpublishing(now - LOOKING_BACK)
    finish_releases(now - LOOKING_BACK)


def complete_after_unpublishing(since):
    """Complete the courses of people for whom only an activity was left that was unpublished since then."""
    entries = PageLogEntry.objects.filter(action__in=completing.UNPUBLISHED, page__live=False, timestamp__gte=since)
    gone = {str(key) for key in entries.values_list("page__translation_key", flat=True)}
    if not gone:
        return
    waiting = Enrolment.objects.filter(completed_at=None, ended_at=None).exclude(completions=None)
    for enrolment in waiting.select_related("edition").iterator():
        if any(item["key"] in gone for item in enrolment.edition.outline):
            completing.close_after_unpublishing(enrolment)


def finish_releases(since):
    """Move whoever a release for everyone has not reached, as where the worker was stopped in the middle."""
    for edition in CourseEdition.objects.filter(released_for=CourseEdition.For.EVERYONE, released_at__gte=since):
        if enrolling.newest_edition(edition.course_key) == edition:
            releasing.move_everyone(edition, actor=edition.released_by)
