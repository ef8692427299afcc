"""Refuses requests that no browser sends and that a library would answer with a 500.

Ours are read by forms and bounded addresses. Wagtail's editor reads keys as they come, and trips.
"""

import logging
from fnmatch import fnmatch
from json import JSONDecodeError
from traceback import walk_tb

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError, OperationalError
from django.http import Http404
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

from training.addresses import LARGEST_ID

logger = logging.getLogger(__name__)


def _always(request, exception):
    return True


def _are_signs_of_search(request, exception):
    """Any other OperationalError says that the database is away."""
    return "fts5: syntax error" in str(exception)


def _asked_of_nothing(attribute):
    """Any other AttributeError is a fault: in what the library was given, or in the library."""
    return lambda request, exception: exception.obj is None and exception.name == attribute


def _is_page_above_all(request, exception):
    """Whether it was asked for what is above the page above all pages."""
    Page = apps.get_model("wagtailcore.Page")
    keys = [value for value in request.resolver_match.kwargs.values() if isinstance(value, int)]
    return exception.obj is None and Page.objects.filter(pk__in=keys, depth=1).exists()


# Where (address, and module in which it was raised), what a library raises there for a request that lacks something
# or holds nonsense, and how one knows that it was the request. `make fuzz` found each. Our own modules are not among
# them: what they raise is a fault.
TRIPS = [
    # A form without the count of its blocks.
    ("*", "django.utils.datastructures", MultiValueDictKeyError, _always),
    # A number beyond every row, on either database.
    ("wagtail*", "django.db", OverflowError, _always),
    ("wagtail*", "django.db", DataError, _always),
    # Words with quotation marks, which SQLite's search takes for its own signs.
    ("wagtail*", "django.db", OperationalError, _are_signs_of_search),
    # A `next` that is no address is taken for the name of one; one with half a bracket cannot be taken apart.
    ("wagtail*", "django.urls", NoReverseMatch, _always),
    ("*", "urllib.parse", ValueError, _always),
    # A link without its address; a form that a chooser does not have; the page above all pages, which has none above.
    ("wagtail*", "wagtail.admin.forms.choosers", AttributeError, _asked_of_nothing("startswith")),
    ("wagtail*", "wagtail.admin.views.generic.chooser", AttributeError, _asked_of_nothing("is_valid")),
    ("wagtail*", "wagtail.admin.views.pages", AttributeError, _is_page_above_all),
    # Rich text that the editor did not write.
    ("wagtail*", "draftjs_exporter", (AttributeError, KeyError, TypeError), _always),
    ("wagtail*", "wagtail.admin.rich_text", (AttributeError, KeyError, TypeError), _always),
    # What should be JSON, and is none, or not even text.
    ("wagtail*", "json", (JSONDecodeError, UnicodeDecodeError), _always),
    # A new place for a page that is the key of none: the form is shown again, and its chooser looks for it.
    ("wagtailadmin_pages:move", "django.db", ValueError, _always),
    # A preview that finds the new page's address free, and a moment later taken by the first saving of that very page.
    ("wagtailadmin_pages:preview_on_add", "wagtail.models.pages", ValidationError, _always),
    # Several keys at once, among them one that is none.
    ("*:chosen_multiple", "django.db", ValueError, _always),
]
# What everybody stands on: who called it decides whose fault it is.
BELOW = ("django.", "psycopg", "sqlite3", "json", "urllib")
OURS = {"training", "courses", "quizzes", "certificates"}


class MalformedRequests:
    """Answers 400 or 404 where a request cannot be meant."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Raise BadRequest for the one character that no database takes, and for a length that is no number."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "") or not length.isdecimal():
            raise BadRequest
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise Http404 for the key of a row that cannot be one. Wagtail's addresses take any text for a key."""
        key = kwargs.get("pk")
        model = _model_of(view)
        if model is not None and isinstance(key, str) and not _is_key(model, key):
            raise Http404(key)

    def process_exception(self, request, exception):
        """Raise BadRequest where a library tripped over what was sent; the log keeps what it tripped over."""
        name = (request.resolver_match and request.resolver_match.view_name) or ""
        modules = _modules(exception)
        if _asked_by_us(modules):
            return
        for address, module, kinds, is_the_requests in TRIPS:
            is_there = modules[0].startswith(module) and fnmatch(name, address)
            if is_there and isinstance(exception, kinds) and is_the_requests(request, exception):
                # By type and place: its words may quote what was typed.
                logger.warning("%s tripped over a malformed request", name, exc_info=exception)
                raise BadRequest from exception


def _modules(exception):
    """The modules that it went through, the one in which it was raised first."""
    return [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(exception.__traceback__)][::-1]


def _asked_by_us(modules):
    """Whether it was our code that had Django, or the database, do what failed."""
    asking = next((name for name in modules if not name.startswith(BELOW)), "")
    return asking.partition(".")[0] in OURS


def _model_of(view):
    named = getattr(view, "view_initkwargs", {}).get("model") or getattr(
        getattr(view, "view_class", None), "model", None
    )
    return apps.get_model(named) if isinstance(named, str) else named


def _is_key(model, key):
    try:
        value = model._meta.pk.to_python(unquote(key))
    except ValidationError:
        return False
    return not isinstance(value, int) or abs(value) <= LARGEST_ID
