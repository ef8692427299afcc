"""Release an edition of a course, with its difference and its effect shown first; and the editions so far."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from .. import comparing, drafting, enrolling, releasing
from ..foreseeing import foresee
from ..models import CourseEdition, CoursePage
from ..release_forms import ReleaseForm
from ..tasks import move_everyone


@require_http_methods(["GET", "POST"])
def release(request, page_id):
    """Show what a release would change and whom it would touch, and make it."""
    course = _course(request, page_id)
    draft, newest = drafting.draft(course), enrolling.newest_edition(course.key)
    forecast = foresee(draft, is_live=course.live)
    form = ReleaseForm(request.POST or None, forecast=forecast, initial={"seen": drafting.as_seen(draft)})
    if request.method == "POST" and form.is_valid():
        return _release(request, course, form.cleaned_data)
    context = {
        "page": course,
        "form": form,
        "forecast": forecast,
        "newest": newest,
        "is_something": drafting.is_new(draft, course),
        "difference": comparing.difference(newest, draft, comparing.role_names()),
    }
    return render(request, "courses/admin/release.html", context)


@require_safe
def editions(request, page_id):
    """List the editions of a course, and what each changed."""
    course = _course(request, page_id)
    return render(request, "courses/admin/editions.html", {"page": course, "history": comparing.history(course.key)})


def _course(request, page_id):
    course = get_object_or_404(CoursePage, pk=page_id)
    if not course.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return course


def _release(request, course, chosen):
    try:
        edition = releasing.release(course, actor=request.user, **chosen)
    except releasing.NothingToRelease:
        messages.warning(request, _("There is nothing to release: publish a change to the course first."))
        return redirect("courses_release", course.pk)
    except releasing.ChangedMeanwhile:
        messages.warning(request, _("The course changed while you looked at it. Nothing was released: look again."))
        return redirect("courses_release", course.pk)
    if edition.released_for == CourseEdition.For.EVERYONE:
        move_everyone.enqueue(edition.pk, request.user.pk)
    messages.success(request, _("Edition %(number)s is released.") % {"number": edition.number})
    return redirect("wagtailadmin_explore", course.pk)
