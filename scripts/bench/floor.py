"""The floors: what bare Django and a bare query take for the same outcome, in the same processes."""

import csv
from itertools import islice

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.handlers.base import BaseHandler
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.test.utils import override_settings

from courses.models import Enrolment, LessonPage

ROWS = 10
CHUNK = 500
WORDS = "All work and no play makes a page of the size that is wanted. "
# The columns of the completion report that stand in its tables as they are.
COLUMNS = [
    *("name", "edition__rules__title", "number", "completed_at", "valid_until", "started_at", "opens_on", "source"),
    *("organisation_path", "role", "email", "edition__number", "ended_at", "enrolled_at", "end_reason"),
]


class Floor(BaseHandler):
    """Middleware that answers what lies below /floor/ with the middleware of a new Django project, and no other."""

    def __init__(self, get_response):
        super().__init__()
        self.get_site_response = get_response
        with override_settings(MIDDLEWARE=settings.FLOOR_MIDDLEWARE):
            self.load_middleware()

    def __call__(self, request):
        """Answer, or pass on."""
        chain = self._middleware_chain if request.path.startswith("/floor/") else self.get_site_response
        return chain(request)


@login_required
def page(request, pk):
    """Session, user, two queries and a template. `?size=` is how many bytes of words to add."""
    lesson = get_object_or_404(LessonPage, pk=pk)
    others = LessonPage.objects.filter(path__startswith=lesson.path[:-4])[:ROWS]
    return render(request, "floor.html", {"lesson": lesson, "others": others, "words": _words(request)})


def _words(request):
    size = int(request.GET["size"])
    return (WORDS * (size // len(WORDS) + 1))[:size]


@login_required
def stream(request):
    """A bare `values_list` of as many columns as the completion report has, as CSV."""
    rows = Enrolment.objects.select_related("edition").order_by("name", "email", "pk")
    rows = rows.filter(email__endswith="@bench.example", ended_at=None).values_list(*COLUMNS)
    return StreamingHttpResponse(_lines(rows.iterator(chunk_size=CHUNK)), content_type="text/csv")


def _lines(rows):
    writer = csv.writer(_Echo())
    while chunk := list(islice(rows, CHUNK)):
        yield "".join([writer.writerow(row) for row in chunk])


class _Echo:
    def write(self, line):
        return line
