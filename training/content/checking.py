"""What trainers must check: records past their date or nearly so, numbers nobody filled in, reported problems."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from .calling import NATIONALS
from .models import Contact, Fact, ProblemReport
from .models.register import SOON
from .using import named_contacts, uses_of

# A number that half the course names would fill the dashboard by itself.
SHOWN = 5
CHOICES = [
    ("stale", _("Past its date")),
    ("soon", _("Check soon")),
    ("missing", _("Not filled in")),
    ("current", _("Holds")),
]


def state_words(record):
    """The state of a record in words."""
    return dict(CHOICES)[record.check_state]


def to_check_before_launch(user):
    """Rows and unknown names as on the dashboard, and rows of what holds by its date but was never verified.

    The links are those that this user may follow.
    """
    finder = AdminURLFinder(user)
    rows = [row for model in (Contact, Fact) for row in _rows(model, finder, with_unverified=True)]
    return {"rows": rows, "unknown": _unknown_names(finder)}


def in_state(queryset, state):
    """The records of a register in one state, by the same rule as `check_state`."""
    today = timezone.localdate()
    missing = Q(number="", is_local=True) | Q(number="", url="") if queryset.model is Contact else Q(pk__in=[])
    stale = Q(review_by__lt=today)
    soon = Q(review_by__lte=today + timedelta(days=SOON)) & ~stale
    return {
        "missing": queryset.filter(missing),
        "stale": queryset.filter(stale).exclude(missing),
        "soon": queryset.filter(soon).exclude(missing),
        "current": queryset.exclude(missing).filter(Q(review_by=None) | ~stale & ~soon),
    }[state]


class NeedsCheckingPanel(Component):
    """The dashboard's list of what needs a trainer's eye, with where each thing is used."""

    name = "needs_checking"
    template_name = "content/needs_checking.html"
    order = 50

    def get_context_data(self, parent_context):
        """Gather rows for contacts and facts, names that no contact has, and the number of open problems."""
        finder = AdminURLFinder(parent_context["request"].user)
        return {
            "rows": [*_rows(Contact, finder), *_rows(Fact, finder)],
            "unknown": _unknown_names(finder),
            "open_problems": ProblemReport.objects.filter(is_done=False).count(),
            "problems_url": reverse(ProblemReport.snippet_viewset.get_url_name("list")) + "?is_done=false",
        }


def _rows(model, finder, *, with_unverified=False):
    records = [
        record
        for record in model.objects.all()
        if record.check_state != "current" or (with_unverified and record.is_unverified)
    ]
    uses = uses_of(records)
    return [
        {
            "record": record,
            "state": _("Not verified") if record.check_state == "current" else state_words(record),
            "is_urgent": record.check_state != "soon",
            "url": finder.get_edit_url(record),
            "uses": _linked(uses[record.pk], finder),
        }
        for record in records
    ]


def _unknown_names(finder):
    known = {*NATIONALS, *Contact.objects.values_list("key", flat=True)}
    found = {}
    for user, names in named_contacts():
        for name in names - known:
            found.setdefault(name, []).append(user)
    return [{"name": name, "uses": _linked(users, finder)} for name, users in sorted(found.items())]


def _linked(users, finder):
    shown = [{"label": str(user), "url": finder.get_edit_url(user)} for user in users[:SHOWN]]
    more = len(users) - SHOWN
    if more > 0:
        shown.append({"label": ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}, "url": None})
    return shown
