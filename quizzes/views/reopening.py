"""An administrator opens a finished attempt again, in the editor. No answer is shown, and no mark."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from training.people import audit

from .. import reopening
from ..refusing import Refused
from .reopen_form import ReopenForm


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    """Say what comes of it and ask why; POST does it. Administrators only, and nobody her own."""
    if not request.user.is_superuser:
        raise Http404("Administrators only")
    attempts = reopening.may_be_reopened().exclude(enrolment__learner=request.user)
    attempt = get_object_or_404(attempts.select_related("edition", "enrolment__learner", "enrolment__edition"), pk=pk)
    form = ReopenForm(request.POST if request.method == "POST" else None, attempt)
    if form.is_valid():
        _try(request, attempt, form.cleaned_data)
        return redirect("attempt:index")
    audit.record("quizzes.view_attempt", attempt, user=request.user, about=attempt.enrolment.learner)
    return render(request, "quizzes/editor/reopen.html", {"attempt": attempt, "form": form})


def _try(request, attempt, chosen):
    try:
        reopening.reopen(attempt, **chosen, actor=request.user)
    except Refused as refused:
        messages.error(request, _("Nothing was done. %(why)s") % {"why": refused})
    else:
        messages.success(request, _("The attempt is in progress again. The learner gets a message."))
