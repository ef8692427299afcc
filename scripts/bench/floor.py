"""The floor under a lesson: session, user, two queries and a template, answering as many bytes as the lesson does."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from courses.models import LessonPage

ROWS = 10
WORDS = "All work and no play makes a page of the size that is wanted. "


@login_required
def page(request, pk):
    """A bare page. `?size=` is how many bytes of words to add."""
    lesson = get_object_or_404(LessonPage, pk=pk)
    others = LessonPage.objects.filter(path__startswith=lesson.path[:-4])[:ROWS]
    return render(request, "floor.html", {"lesson": lesson, "others": others, "words": _words(request)})


def _words(request):
    size = int(request.GET["size"])
    return (WORDS * (size // len(WORDS) + 1))[:size]
