"""A learner leaves a course that nobody requires of her."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import ending
from ..models import Enrolment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, enrolment_id):
    """Ask, and end the period."""
    periods = Enrolment.objects.filter(learner=request.user, completed_at=None, ended_at=None).select_related("edition")
    period = get_object_or_404(periods, pk=enrolment_id)
    if request.method != "POST":
        context = {"period": period, "may_withdraw": ending.may_withdraw(period)}
        return render(request, "courses/withdraw.html", context)
    try:
        ending.withdraw(period)
    except ending.NotYours:
        messages.error(request, _("You cannot leave this course: it is asked of you. Talk to your manager."))
    else:
        messages.success(request, _("You have left %(course)s.") % {"course": period.edition.rules["title"]})
    return redirect("courses:my-training")
