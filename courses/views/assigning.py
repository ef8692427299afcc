"""A manager assigns a course: fill in, name people where wanted, check, confirm. Only confirming writes."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from training.people import audit
from training.people.models import User
from training.people.views.inviting import for_managers

from ..assign_forms import AssignmentForm, FindForm
from ..covering import members_of, standing_of
from ..requiring import require

# Asking more people than this takes longer than a person should wait for a page.
MANY = 100
PEOPLE_ON_A_PAGE = 100


@for_managers
@require_safe
def assign(request, organisations):
    """The form; with a query, filled in as it was."""
    form = AssignmentForm(request.GET or None, organisations=organisations)
    return render(request, "courses/assign.html", {"form": form})


@for_managers
@require_safe
def check_assignment(request, organisations):
    """Whom this would ask, before it does."""
    form = AssignmentForm(request.GET, organisations=organisations)
    if not form.is_valid():
        return render(request, "courses/assign.html", {"form": form})
    if form.needs_people() or "search" in request.GET:
        return _choose_people(request, form)
    if named := form.cleaned_data["learners"]:
        _record_look(request, form, len(named))
    standing = standing_of(form.members(), form.cleaned_data["course"])
    context = {"form": form, "answers": answers_of(form.data), "standing": standing, **form.cleaned_data}
    return render(request, "courses/assign_check.html", context)


@for_managers
@require_POST
def make_assignment(request, organisations):
    """Assign."""
    form = AssignmentForm(request.POST, organisations=organisations)
    if not form.is_valid() or form.needs_people():
        return redirect(f"{reverse('courses:check-assignment')}?{answers_of(request.POST).urlencode()}")
    asked, cleaned = form.people_count(), form.cleaned_data
    require(
        cleaned["course"],
        cleaned["organisation"],
        roles=cleaned["roles"],
        learners=cleaned["learners"],
        due_on=cleaned["due_on"],
        actor=request.user,
        later=asked > MANY,
    )
    _say_assigned(request, cleaned["course"], asked)
    return redirect("courses:assignments")


def answers_of(data):
    """The answers of the assignment form alone, to carry on to the next page."""
    names = {*AssignmentForm.base_fields, "due_on_day", "due_on_month", "due_on_year"} - {"due_on"}
    answers = QueryDict(mutable=True)
    for name in sorted(names & set(data)):
        answers.setlist(name, data.getlist(name))
    return answers


def _say_assigned(request, course, asked):
    if asked > MANY:
        messages.success(
            request,
            _("We are asking %(number)d people to take %(course)s. It takes a few minutes.")
            % {"number": asked, "course": course},
        )
        return
    words = ngettext(
        "%(course)s is assigned to %(number)d person.", "%(course)s is assigned to %(number)d people.", asked
    )
    messages.success(request, words % {"number": asked, "course": course})


def _record_look(request, form, rows):
    organisation = form.cleaned_data["organisation"]
    audit.record("courses.choose_people", organisation, user=request.user, data={"rows": rows})


def _choose_people(request, form):
    chosen = list(form.cleaned_data["learners"])
    members = members_of(form.cleaned_data["organisation"]).values("user")
    found = FindForm(request.GET).among(User.objects.filter(pk__in=members).order_by("name", "email"))
    answers = answers_of(form.data)
    answers.pop("learners", None)
    listed = list(found.exclude(pk__in=[person.pk for person in chosen])[: PEOPLE_ON_A_PAGE + 1])
    _record_look(request, form, len(chosen) + min(len(listed), PEOPLE_ON_A_PAGE))
    context = {
        "form": form,
        "answers": answers,
        "find": request.GET.get("find", "").strip(),
        "chosen": chosen,
        "found": listed[:PEOPLE_ON_A_PAGE],
        "is_cut": len(listed) > PEOPLE_ON_A_PAGE,
        "is_missing": "find" in request.GET and "search" not in request.GET,
    }
    return render(request, "courses/assign_people.html", context)
