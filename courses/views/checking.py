"""What trainers must check before a site is for real learners: lines of courses, contacts and facts."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.content.checking import to_check_before_launch

from ..models import CoursePage


@require_safe
def to_check(request):
    """List what is left to check, as it is published, with where to change it."""
    if not request.user.is_trainer:
        raise PermissionDenied
    context = {
        "courses": [course for course in CoursePage.objects.order_by("path") if course.local_checks],
        **to_check_before_launch(request.user),
    }
    return render(request, "courses/admin/to_check.html", context)
