"""What a manager has assigned: the list, another date, the end."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from training.people import audit
from training.people.views.inviting import for_managers

from .. import requiring
from ..assign_forms import DueForm
from ..models import Obligation, Requirement
from ..reports import course_titles
from ..statuses import today

ON_A_PAGE = 20


@for_managers
@require_safe
def assignments(request, organisations):
    """What is in force in one's part of the tree."""
    paginator = Paginator(_in_force(organisations), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    _name_courses(page)
    top = organisations.order_by("path").first()
    audit.record("courses.view_assignments", top, user=request.user, data=audit.numbers_of(page))
    context = {"page_of_items": page, "page_numbers": paginator.get_elided_page_range(page.number)}
    return render(request, "courses/assignments.html", context)


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def change_due(request, organisations, key):
    """Ask for another date."""
    requirement = requirement_of(organisations, key)
    form = DueForm(request.POST or None, initial={"due_on": requirement.due_on})
    if request.method == "POST" and form.is_valid():
        many = requirement.asked > 100
        requiring.change_due(requirement, form.cleaned_data["due_on"], actor=request.user, later=many)
        messages.success(request, _("The date has been changed, and the people have been told."))
        return redirect("courses:assignments")
    return render(request, "courses/requirement_change.html", {"form": form, "requirement": requirement})


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def end_requirement(request, organisations, key):
    """Ask no longer."""
    requirement = requirement_of(organisations, key)
    if request.method == "POST":
        requiring.end(requirement, actor=request.user)
        messages.success(request, _("This is not asked for any more."))
        return redirect("courses:assignments")
    return render(request, "courses/requirement_end.html", {"requirement": requirement})


def _in_force(organisations):
    asked = Obligation.objects.filter(requirement__key=OuterRef("key")).order_by().values("requirement__key")
    reasons = Obligation.EndReason
    number = partial(_number_of, asked)
    return (
        Requirement.objects.filter(ended_at=None, organisation__in=organisations)
        .select_related("organisation", "made_by")
        .prefetch_related("roles", "learners")
        .annotate(
            asked=number(Q(ended_at=None) | Q(end_reason=reasons.MET)),
            met=number(Q(end_reason=reasons.MET)),
            overdue=number(Q(ended_at=None, due_on__lt=today())),
        )
    )


def _number_of(obligations, which):
    # Each learner once, though an earlier version may have asked her too.
    people = obligations.filter(which).annotate(number=Count("enrolment__learner", distinct=True))
    return Coalesce(Subquery(people.values("number")), 0)


def requirement_of(organisations, key):
    """A requirement in force that these organisations made. Raises Http404."""
    requirement = get_object_or_404(_in_force(organisations), key=key)
    _name_courses([requirement])
    return requirement


def _name_courses(requirements):
    titles = dict(course_titles())
    for requirement in requirements:
        requirement.course_title = titles.get(str(requirement.course_key), "")
