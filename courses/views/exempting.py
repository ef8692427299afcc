"""A manager sees whom an assignment still asks, and exempts a person from it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from training.people import audit
from training.people.paging import page_of
from training.people.views.inviting import for_managers

from .. import exempting
from .requirements import requirement_of


class ExemptForm(forms.Form):
    """Why somebody is exempted."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not asked of them?"),
        widget=forms.RadioSelect,
        choices=exempting.Reason,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )


@for_managers
@require_safe
def people_asked(request, organisations, key):
    """Whom an assignment still asks, by name."""
    requirement = requirement_of(organisations, key)
    shown = page_of(_still_asked(requirement), request)
    numbers = audit.numbers_of(shown["page_of_items"])
    audit.record("courses.view_people_asked", requirement, user=request.user, data=numbers)
    return render(request, "courses/people_asked.html", {"requirement": requirement, **shown})


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def exempt(request, organisations, key, person_id):
    """Ask one person no longer. Nobody exempts herself: an administrator may."""
    requirement = requirement_of(organisations, key)
    asked = _still_asked(requirement)
    if not request.user.is_superuser:
        asked = asked.exclude(enrolment__learner=request.user)
    obligation = get_object_or_404(asked, enrolment__learner=person_id)
    form = ExemptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _exempt(request, requirement, obligation.enrolment.learner, form.cleaned_data["reason"])
        return redirect("courses:people-asked", requirement.key)
    person = obligation.enrolment.learner
    audit.record("courses.view_people_asked", requirement, user=request.user, about=person, data={"rows": 1})
    context = {"requirement": requirement, "obligation": obligation, "form": form}
    return render(request, "courses/exempt.html", context)


def _exempt(request, requirement, person, reason):
    parts = {"person": person, "course": requirement.course_title}
    try:
        exempting.exempt(requirement, person, reason=reason, actor=request.user)
    except exempting.NotAsked:
        messages.info(request, _("%(course)s is not asked of %(person)s any more.") % parts)
    else:
        messages.success(request, _("%(person)s is exempted from %(course)s.") % parts)


def _still_asked(requirement):
    asked = requirement.obligations.filter(ended_at=None).select_related("enrolment__learner")
    return asked.order_by("enrolment__learner__name", "enrolment__learner__email", "pk")
