"""A manager's first page: where her people stand, and what needs her."""

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.people import audit
from training.people.models import Membership

from ..reports import CompletionReport
from ..statuses import Status

FIRST = 20


@login_required
@require_safe
def team_training(request):
    """Counts for each status, and the people who are overdue or expired."""
    report = CompletionReport(request.user)
    if not report.may_view():
        raise Http404
    late = report.entries({}).filter(status__in=[Status.OVERDUE, Status.EXPIRED])
    late = list(late.order_by(F("due_on").asc(nulls_last=True), "valid_until", "name")[:FIRST])
    audit.record("courses.view_team_training", report.organisations[0], user=request.user, data={"rows": len(late)})
    context = {
        "report": report,
        "summary": report.summary({}),
        "late": late,
        "may_assign": _manages(request.user),
    }
    return render(request, "courses/team_training.html", context)


def _manages(user):
    access = Membership.Access.MANAGER
    return user.is_superuser or user.memberships.current().filter(access=access).exists()
