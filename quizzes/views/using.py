"""Which quizzes ask a question, in the editor."""

from django.shortcuts import get_object_or_404, render

from .. import using
from ..models import Question
from .permitting import for_authors


@for_authors
def uses(request, pk):
    """Name every quiz that asks a question or may draw it, drafts included."""
    question = get_object_or_404(Question, pk=pk)
    return render(request, "quizzes/editor/uses.html", {"question": question, "uses": using.uses_of(question)})
