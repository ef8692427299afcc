"""The audit log as administrators read it: who did what to whom, and when; searched, and taken away as CSV."""

import json

import django_filters
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import Button
from wagtail.log_actions import registry

from training.spreadsheets import BYTE_ORDER_MARK

from .. import audit
from ..models import AuditEntry, User

CHUNK = 500
FILTERS = ["user", "about", "action", "timestamp_from", "timestamp_to"]
LARGEST_NUMBER_TYPED = 18


def choices_of_actions():
    """Every action that an app has named, in words."""
    return sorted(registry.get_choices(), key=lambda choice: str(choice[1]))


def people_called(words):
    """Accounts by part of name or address, or by number: an erased person has nothing else."""
    named = Q(name__icontains=words) | Q(email__icontains=words)
    if words.isdecimal() and len(words) <= LARGEST_NUMBER_TYPED:
        named |= Q(pk=int(words))
    return User.objects.filter(named)


class AuditFilterSet(WagtailFilterSet):
    """Who did it, to whom, what and when."""

    user = django_filters.CharFilter(label=_("Who did it: name, e-mail or number"), method="by_person")
    about = django_filters.CharFilter(label=_("To whom: name, e-mail or number"), method="by_person")
    action = django_filters.MultipleChoiceFilter(label=_("What"), choices=choices_of_actions)
    timestamp = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEntry
        fields = []

    def by_person(self, entries, name, words):
        """Those whose person is called so."""
        return entries.filter(**{f"{name}__in": people_called(words.strip()).values("pk")})


def _at(entry):
    return date_format(timezone.localtime(entry.timestamp), "j F Y, H:i")


def _who(name):
    def written(entry):
        person = getattr(entry, name)
        if person is None:
            return "" if name == "about" else _("the site itself")
        return f"{person} ({person.pk})"

    return written


def _data(entry):
    return json.dumps(entry.data, ensure_ascii=False, sort_keys=True) if entry.data else ""


def _thing(entry):
    return capfirst(f"{entry.content_type.name} {entry.object_id}")


def _details(entry):
    """The data as one reads it: "rows: 3; filters: course, part"."""
    return "; ".join(f"{name}: {_flat(value)}" for name, value in sorted(entry.data.items()))


def _flat(value):
    if isinstance(value, dict):
        return ", ".join(f"{name} {_flat(one)}" for name, one in sorted(value.items()))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class AuditLogView(ReportView):
    """The log, newest first. Looking at it, and taking it away, are written down in it."""

    model = AuditEntry
    page_title = _("Audit log")
    header_icon = "history"
    filterset_class = AuditFilterSet
    index_url_name = "people_audit"
    index_results_url_name = "people_audit_results"
    columns = [
        Column("at", label=_("When"), accessor=_at),
        Column("by", label=_("Who"), accessor=_who("user")),
        Column("message", label=_("Did what")),
        Column("about", label=_("To whom"), accessor=_who("about")),
        Column("thing", label=_("On what"), accessor=_thing),
        Column("details", label=_("With what"), accessor=_details),
    ]
    list_export = ["timestamp", "user_id", "who", "action", "about_id", "to_whom", "label", "data"]
    FORMATS = ("csv",)
    show_export_buttons = False

    def dispatch(self, request, *args, **kwargs):
        """Hide it from everybody but administrators, and write their look down before the pages are counted."""
        if not request.user.is_superuser:
            raise Http404
        used = sorted(name for name in FILTERS if request.GET.get(name))
        act = "people.export_audit" if self.is_export else "people.view_audit"
        audit.record(act, AuditEntry, user=request.user, data={"filters": used})
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        """Entries with both people and the kind of thing, in one query."""
        return AuditEntry.objects.select_related("user", "about", "content_type")

    @cached_property
    def header_more_buttons(self):
        """The download of what the filters let through."""
        url = self.get_export_url("csv")
        return [*super().header_more_buttons, Button(_("Download CSV"), url, icon_name="download", priority=90)]

    def get_filename(self):
        """ "audit-log-2027-03-03"."""
        return f"audit-log-{timezone.localdate():%Y-%m-%d}"

    def stream_csv(self, queryset):
        """The file in pieces, however long the log is."""
        yield BYTE_ORDER_MARK.encode()
        yield from super().stream_csv(queryset.iterator(chunk_size=CHUNK))

    def get_heading(self, queryset, field):
        """The name of the column, since programs read this file."""
        return field

    def to_row_dict(self, item):
        """One entry in plain values."""
        values = [item.timestamp.isoformat(timespec="seconds"), item.user_id or "", _who("user")(item), item.action]
        values += [item.about_id or "", _who("about")(item), item.label, _data(item)]
        return dict(zip(self.list_export, values, strict=True))
