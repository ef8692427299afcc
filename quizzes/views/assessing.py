"""What waits for a trainer to mark it. Nobody's name is shown: words are marked, not people."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from training.people import audit
from training.people.paging import page_of

from .. import assessing
from ..models import Response
from ..questions.writing import ProseField
from ..refusing import Refused


class RubricForm(forms.Form):
    """Points for each criterion, and a word to the learner."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    comment = ProseField(
        label=gettext_lazy("Comment to the learner"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What was good, and what would make it better. Write about nobody real."),
    )

    def __init__(self, data, *, response, question):
        super().__init__(data, initial={"seen": response.seq})
        self.criteria = {f"points-{place}": one for place, one in enumerate(question.criteria)}
        for name, criterion in self.criteria.items():
            self.fields[name] = self._field(criterion)
        self.order_fields([*self.criteria, "comment"])

    def _field(self, criterion):
        most = ngettext("0 or %(most)d point", "0 to %(most)d points", criterion.points) % {"most": criterion.points}
        return forms.IntegerField(
            label=criterion.text,
            min_value=0,
            max_value=criterion.points,
            help_text=most,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            error_messages={"required": _("Enter the points, 0 for none")},
        )

    @property
    def points(self):
        """{key of a criterion: points}. Call it on a valid form."""
        return {criterion.key: self.cleaned_data[name] for name, criterion in self.criteria.items()}


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
def mark_answer(request, pk):
    """One answer, with the rubric as a form."""
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    response = get_object_or_404(_to_be_marked(request.user), pk=pk)
    question = _question_of(response)
    if not question.is_marked_by_person:
        raise Http404("Marks itself")
    if response.mark is not None:
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
    responses = Response.objects.filter(is_final=True).exclude(attempt__enrolment__learner=marker)
    return responses.select_related("attempt__edition", "attempt__enrolment__learner", "written").defer(
        "attempt__edition__content"
    )


def _question_of(response):
    return response.attempt.edition.quiz.by_key[response.question_key]
