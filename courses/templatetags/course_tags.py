"""What course pages say about the learner who reads them."""

from dataclasses import dataclass

from django import template
from wagtail.models import Page

from .. import access, catalogue, enrolling
from ..dates import today
from ..models import CourseEdition, Enrolment, FollowUp
from ..outline import Outline, Surroundings, outline_of, surroundings_of
from ..progress import Progress, progress_of

register = template.Library()


@dataclass
class Place:
    """Where a learner stands on an activity: what comes before and after, and whether it is done."""

    around: Surroundings
    enrolment: Enrolment | None
    is_done: bool
    is_unlocked: bool


@register.simple_tag(takes_context=True)
def place_of(context, page):
    """The reader's place on an activity; None in a draft outside a course.

    Costs one query for a learner who has begun; before that, what must come first is asked for too.
    """
    try:
        around = surroundings_of(page)
    except Page.DoesNotExist:
        return None
    enrolment = _enrolment(context, page)
    return Place(
        around=around,
        enrolment=enrolment,
        is_done=bool(enrolment) and enrolment.is_done_here,
        is_unlocked=bool(enrolment) and access.is_unlocked(enrolment, context["request"].user, page),
    )


def _enrolment(context, page):
    request = context["request"]
    if getattr(request, "is_preview", False):
        return None
    if not hasattr(request, "enrolment"):
        request.enrolment = access.enrolment_for(request.user, page)
    return request.enrolment


@dataclass
class CourseState:
    """What a course page knows of its reader."""

    outline: Outline
    progress: Progress | None
    following: Page | None
    missing: list
    edition: CourseEdition | None
    may_enrol: bool
    may_renew: bool


@register.simple_tag(takes_context=True)
def state_of(context, course):
    """The reader's state on a course: her outline, her progress, and what she may do next."""
    user = context["request"].user
    outline = outline_of(course)
    enrolment = enrolling.current_enrolment(user, course.key) if user.is_authenticated else None
    progress = progress_of(enrolment, outline, user) if enrolment else None
    missing = access.missing_prerequisites(user, course)
    may_renew = bool(enrolment) and enrolling.may_renew(enrolment)
    return CourseState(
        outline=outline,
        progress=progress,
        following=progress.next_in(outline) if progress and enrolment.is_open else None,
        missing=missing,
        edition=enrolment.edition if enrolment else enrolling.newest_edition(course.key),
        may_enrol=not missing and (course.is_open or may_renew),
        may_renew=may_renew,
    )


@register.filter
def done_in(page, progress):
    """Whether an activity is done: `{% if page|done_in:progress %}`."""
    return progress is not None and progress.is_done(page)


@register.filter
def required_in(page, progress):
    """Whether an activity is required of this learner."""
    return progress is None or progress.is_required(page)


@register.simple_tag
def rules_of(course, edition):
    """The rules by which the course is passed: the edition's, or while there is none those it would have."""
    if edition:
        return edition.rules
    return {"pass_mark": course.pass_mark, "valid_months": course.certificate_valid_months}


@register.simple_tag
def catalogue_url():
    """The address of the list of courses."""
    return catalogue.address()


@register.simple_tag
def courses_of(catalogue_page):
    """The published courses of a catalogue, with `required_minutes` and roles, in a fixed number of queries."""
    courses = list(access.catalogue(catalogue_page).prefetch_related("audience"))
    editions = CourseEdition.objects.filter(course_key__in=[course.key for course in courses]).order_by("number")
    newest = {edition.course_key: edition for edition in editions}
    for course in courses:
        course.required_minutes = newest[course.key].required_minutes if course.key in newest else 0
    return courses


@register.simple_tag
def open_boosters(user):
    """The boosters that this person can answer today. One query."""
    mine = FollowUp.objects.open(today()).filter(enrolment__learner=user)
    return mine.select_related("enrolment__edition").order_by("due_on", "pk")
