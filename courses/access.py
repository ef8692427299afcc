"""Who may see and do what in a course. The one place that answers."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from training.prepared import Prepared

from . import enrolling
from .dates import today
from .models import Completion, CoursePage, Enrolment
from .outline import COURSE_DEPTH, course_of


def can_view(user, page, enrolment):
    """Whether this person, with this period or None, may read an activity.

    Trainers and those who answer for a team may read every lesson; a learner reads the courses she is on.
    """
    if user.is_trainer or user.reads_team:
        return True
    return enrolment is not None and is_unlocked(enrolment, user, page)


def enrolment_for(user, page):
    """The newest period in which this person works on this page, or None. Costs one query.

    It comes with its edition, and `is_done_here`: whether this page is finished in it.
    """
    if not user.is_authenticated:
        return None
    return PERIOD.first(user.pk, page.path[: Page.steplen * COURSE_DEPTH], page.translation_key)


def _period(learner, course_path, activity_key):
    course = Page.objects.filter(path=course_path).values("translation_key")
    here = Completion.objects.filter(enrolment=OuterRef("pk"), activity_key=activity_key)
    periods = Enrolment.objects.filter(learner=learner, course_key__in=course).annotate(is_done_here=Exists(here))
    periods = periods.filter(ended_at=None).select_related("edition")
    return periods.order_by("-number")[:1]


PERIOD = Prepared(_period, -1, "a course", UUID(int=1))


def is_unlocked(enrolment, user, page):
    """Whether what must come first is done. Asked only until the learner has begun."""
    return enrolment.started_at is not None or not missing_prerequisites(user, course_of(page))


def missing_prerequisites(user, course):
    """The courses that must be completed, and in date, before this one."""
    needed = list(course.prerequisites.all())
    if not needed:
        return []
    done = set(_in_date(user).values_list("course_key", flat=True)) if user.is_authenticated else set()
    return [page for page in needed if page.key not in done]


def may_enrol(user, course):
    """Whether this person may begin the course: it is open, she was put on it, or hers is to be renewed."""
    newest = enrolling.current_enrolment(user, course.key)
    is_hers = newest is not None and (newest.is_open or enrolling.may_renew(newest))
    return course.live and (course.is_open or is_hers) and not missing_prerequisites(user, course)


def catalogue(catalogue_page):
    """The published courses, by title."""
    return CoursePage.objects.child_of(catalogue_page).live().order_by("title")


def _in_date(user):
    completed = Enrolment.objects.filter(learner=user, completed_at__isnull=False)
    return completed.filter(Q(valid_until=None) | Q(valid_until__gte=today()))
