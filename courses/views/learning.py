"""The learner's own acts: enrol, start, finish an activity, see what is to do."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from .. import access, completing, enrolling
from ..models import Activity, Completion, CoursePage
from ..my_training import my_training as training_of
from ..outline import outline_of
from ..progress import progress_of

logger = logging.getLogger("courses.refused")


@login_required
@require_GET
def my_training(request):
    """What is in progress, to do and done."""
    return render(request, "courses/my_training.html", {"training": training_of(request.user)})


@login_required
@require_POST
def enrol(request, page_id):
    """Put oneself on an open course, and begin."""
    course = get_object_or_404(CoursePage.objects.live(), pk=page_id)
    if not access.may_enrol(request.user, course):
        messages.error(request, _("You cannot start this course yet."))
        return redirect(course.url)
    try:
        enrolment = enrolling.enrol(request.user, course)
    except enrolling.NotReleased:
        messages.error(request, _("This course is not ready yet. Please try again later."))
        return redirect(course.url)
    return _begin(request, enrolment, course)


def _begin(request, enrolment, course):
    if access.missing_prerequisites(request.user, course):
        messages.error(request, _("Complete the courses that come first."))
        return redirect(course.url)
    if enrolment.is_open:
        enrolling.start(enrolment)
    outline = outline_of(course)
    following = progress_of(enrolment, outline, request.user).next_in(outline)
    return redirect((following or course).url)


@login_required
@require_POST
def complete_activity(request, page_id):
    """Note that the learner finished an activity that only she can judge."""
    page = get_object_or_404(Page.objects.live().type(Activity), pk=page_id).specific
    enrolment = access.enrolment_for(request.user, page)
    if enrolment is None or not access.is_unlocked(enrolment, request.user, page):
        raise Http404("Not enrolled")
    if not page.is_self_completed:
        logger.warning("activity %s is not finished by saying so (person %s)", page.pk, request.user.pk)
        messages.error(request, _("This page is finished by passing it, not by this button."))
        return redirect(page.url)
    return _finish(request, enrolment, page)


def _finish(request, enrolment, page):
    try:
        completing.record(enrolment, page, how=Completion.How.SELF)
    except completing.NotOpen:
        messages.info(request, _("You have already completed this course."))
        return redirect(outline_of(page).course.url)
    outline = outline_of(page)
    enrolment.refresh_from_db()
    following = outline.next_after(page)
    if enrolment.completed_at or following is None:
        return redirect(outline.course.url)
    return redirect(following.url)
