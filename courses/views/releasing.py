"""Release an edition of a course, with its effect shown first."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from .. import releasing
from ..models import CourseEdition, CoursePage
from ..tasks import move_everyone


class ReleaseForm(forms.Form):
    """For whom the edition takes effect."""

    released_for = forms.ChoiceField(
        label=_("Who gets this edition?"),
        widget=forms.RadioSelect,
        choices=[
            (
                CourseEdition.For.NEW_STARTERS,
                _("New starters. People in progress keep the edition they began with."),
            ),
            (
                CourseEdition.For.EVERYONE,
                _(
                    "Everyone. People in progress move over and keep what they have done. "
                    "People already trained are asked for the difference only."
                ),
            ),
        ],
        initial=CourseEdition.For.NEW_STARTERS,
    )


@require_http_methods(["GET", "POST"])
def release(request, page_id):
    """Show what a release would change, and make it."""
    course = get_object_or_404(CoursePage, pk=page_id)
    if not course.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _release(request, course, form.cleaned_data["released_for"])
    in_progress, trained = releasing.affected(course.key)
    difference = releasing.difference(course)
    context = {
        "page": course,
        "form": form,
        "difference": difference,
        "is_nothing": not any(difference.values()),
        "newest": CourseEdition.objects.filter(course_key=course.key).order_by("-number").first(),
        "in_progress": in_progress,
        "trained": trained,
    }
    return render(request, "courses/admin/release.html", context)


def _release(request, course, released_for):
    try:
        edition = releasing.release(course, released_for=released_for, actor=request.user)
    except releasing.NothingToRelease:
        messages.warning(request, _("There is nothing to release: publish a change to the course first."))
        return redirect("courses_release", course.pk)
    if released_for == CourseEdition.For.EVERYONE:
        move_everyone.enqueue(edition.pk, request.user.pk)
    messages.success(request, _("Edition %(number)s is released.") % {"number": edition.number})
    return redirect("wagtailadmin_explore", course.pk)
