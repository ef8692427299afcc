"""What waits for a trainer to mark it. Nobody's name is shown: words are marked, not people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from training.people import audit
from training.people.paging import page_of

from .. import assessing
from ..models import Attempt, Response
from ..refusing import Refused
from .rubric_form import RubricForm


@login_required
@never_cache
@require_safe
def queue(request):
    """What waits, the oldest first."""
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    shown = page_of(assessing.waiting(request.user), request)
    waiting = [(response, response.attempt.edition.quiz, _question_of(response)) for response in shown["page_of_items"]]
    return render(request, "quizzes/marking_queue.html", {"waiting": waiting, **shown})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def mark_answer(request, pk):
    """One answer, with the rubric as a form."""
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    response = get_object_or_404(_to_be_marked(request.user), pk=pk)
    question = _question_of(response)
    if not question.is_marked_by_person:
        raise Http404("Marks itself")
    if response.mark is not None or response.is_void:
        messages.info(request, _("That answer is marked already."))
        return redirect("quizzes:marking-queue")
    form = RubricForm(request.POST or None, response=response, question=question)
    if request.method == "POST" and form.is_valid():
        _assess(request, response, form)
        return redirect("quizzes:marking-queue")
    audit.record("quizzes.read_answer", response, user=request.user, about=response.attempt.enrolment.learner)
    context = {"response": response, "quiz": response.attempt.edition.quiz, "question": question, "form": form}
    return render(request, "quizzes/mark_answer.html", context)


def _assess(request, response, form):
    comment, seen = form.cleaned_data["comment"], form.cleaned_data["seen"]
    try:
        assessing.assess(response, form.points, seen=seen, actor=request.user, comment=comment)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Marked. The learner gets a message once everything in the attempt is marked."))


def _to_be_marked(marker):
    """Every finished response that is not the marker's own, with all that marking shows."""
    # What is locked in an attempt that goes on is still between the learner and the quiz.
    finished = Response.objects.filter(is_final=True).exclude(attempt__state=Attempt.State.OPEN)
    responses = finished.exclude(attempt__enrolment__learner=marker)
    return responses.select_related("attempt__edition", "attempt__enrolment__learner", "written").defer(
        "attempt__edition__content"
    )


def _question_of(response):
    return response.attempt.edition.quiz.by_key[response.question_key]
