"""The page for what went wrong: an apology, or the word that the database will be back in a moment."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

SECONDS_TO_WAIT = 10


def failed(request):
    """Answer for any exception (the `handler500` of the site): 503 while the database is away, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        headers = {"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return server_error(request)
