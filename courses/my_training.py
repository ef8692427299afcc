"""Everything one learner is on, read in a number of queries that does not grow."""

from dataclasses import dataclass

from .models import CoursePage, Enrolment
from .progress import progress_of_all
from .statuses import with_status


@dataclass
class MyTraining:
    """A learner's newest period on each course, sorted into what it asks of her."""

    in_progress: list
    to_do: list
    done: list


def my_training(user):
    """Read one learner's training: each entry has `.course` (None if no longer published) and `.progress`."""
    newest = {}
    periods = Enrolment.objects.filter(learner=user, ended_at=None)
    periods = with_status(periods).select_related("edition").prefetch_related("completions")
    for enrolment in periods.order_by("number"):
        newest[enrolment.course_key] = enrolment
    courses = _courses(newest)
    entries = progress_of_all(newest.values(), user)
    for entry in entries:
        entry.course = courses.get(entry.enrolment.course_key)
    return MyTraining(
        in_progress=[entry for entry in entries if entry.enrolment.is_open and entry.enrolment.started_at],
        to_do=[entry for entry in entries if entry.enrolment.is_open and not entry.enrolment.started_at],
        done=[entry for entry in entries if not entry.enrolment.is_open],
    )


def _courses(keys):
    return {page.key: page for page in CoursePage.objects.live().filter(translation_key__in=keys)}
