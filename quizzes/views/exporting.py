"""Export questions in the editor: which, in which format, what that leaves out, and the file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from training.people import audit

from .. import exporting
from ..exchange_forms import FormatForm
from ..formats.reading import MOST_QUESTIONS
from ..formats.registry import FORMATS
from ..models import Question
from ..narrowing import QuestionFilterSet, searched
from .permitting import for_authors


@require_http_methods(["GET", "POST"])
@for_authors
def export(request):
    """Show what the file will hold and leave out; on POST, send it. The address says which questions."""
    questions = QuestionFilterSet(request.GET, queryset=_questions(), request=request)
    form = FormatForm(request.GET if "format" in request.GET else None)
    steps = None
    if form.is_valid() and questions.is_valid():
        name = form.cleaned_data["format"]
        chosen = searched(request.GET.get("q"), questions.qs)
        steps = exporting.plan(chosen[:MOST_QUESTIONS], FORMATS[name])
        if request.method == "POST":
            return _file(request, steps, name)
    context = {
        "filter_form": questions.form,
        "form": form,
        "steps": steps,
        "written": sum(step.text is not None for step in steps or ()),
        "most": MOST_QUESTIONS,
        "q": request.GET.get("q", ""),
    }
    return render(request, "quizzes/editor/export.html", context)


def _questions():
    """Every question as its own type, as it stands in the database."""
    return Question.objects.order_by("topic__name", "code", "pk")


def _file(request, steps, name):
    format = FORMATS[name]
    count = sum(step.text is not None for step in steps)
    audit.record("quizzes.export", Question, user=request.user, data={"format": name, "questions": count})
    response = HttpResponse(exporting.file_of(steps, format), content_type=f"{format.content_type}; charset=utf-8")
    filename = f"questions-{timezone.localdate():%Y-%m-%d}.{format.extension}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
