"""The completion report: who is trained, who is not, and by when they should be."""

from functools import cache

from django import forms
from django.db.models import Count as CountOf
from django.db.models import Exists, F, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from training.dates import DatePartsField
from training.people import scope
from training.people.models import FrontlineRole
from training.reports.base import Column, Count, FilterForm, Report

from .models import CourseEdition, Enrolment
from .scope import enrolments_seen_in
from .statuses import CURRENT, Status, current, with_status

WHICH_DATE = {
    "opens_on": _("Assigned or enrolled"),
    "due_on": _("Due"),
    "completed_at": _("Completed"),
}


def course_titles():
    """[(course key, title)] of every released course, as its newest edition calls it."""
    newer = CourseEdition.objects.filter(course_key=OuterRef("course_key"), number__gt=OuterRef("number"))
    newest = CourseEdition.objects.exclude(Exists(newer)).values_list("course_key", "rules__title")
    return sorted(((str(key), title) for key, title in newest), key=lambda course: course[1])


class CompletionFilterForm(FilterForm):
    """Whom, which course, how far and when."""

    organisation = forms.TypedChoiceField(label=_("Part of the organisation"), required=False, empty_value=None)
    course = forms.ChoiceField(label=_("Course"), required=False)
    role = forms.ChoiceField(label=_("Frontline role"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *((s.value, s.label) for s in Status)]
    )
    which_date = forms.ChoiceField(
        label=_("Date to look at"), choices=WHICH_DATE.items(), required=False, initial="opens_on"
    )
    all_periods = forms.BooleanField(
        label=_("Include earlier periods, and people withdrawn or exempted"), required=False
    )
    date_from = DatePartsField(label=_("From"), required=False)
    date_to = DatePartsField(label=_("To and including"), required=False)

    def __init__(self, data=None, *, report):
        super().__init__(data, report=report)
        parts = {part.pk: part for part in report.organisations}
        self.fields["organisation"].coerce = lambda value: parts[int(value)]
        self.fields["organisation"].choices = [("", _("All that I see")), *indented(parts.values())]
        # Asked for once, when they are shown or one is chosen: a download of everything needs none of them.
        roles = FrontlineRole.objects.values_list("slug", "name")
        self.fields["course"].choices = cache(lambda: [("", _("All courses")), *course_titles()])
        self.fields["role"].choices = cache(lambda: [("", _("All roles")), *roles])

    def clean(self):
        """Refuse a range that ends before it begins, and forget which date where no date is asked for."""
        cleaned = super().clean()
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", gettext("The end of the dates must not be before their beginning."))
        if not first and not last:
            cleaned["which_date"] = ""
        return cleaned


def indented(parts):
    """[(pk, name)] for a list of choices, each part set in below the one it belongs to. Ordered by path."""
    parts = list(parts)
    top = min((part.depth for part in parts), default=0)
    return [(part.pk, "\u2003" * (part.depth - top) + part.name) for part in parts]


class CompletionReport(Report):
    """One row for each person and course: the newest period, or every period when asked for."""

    slug = "completion"
    title = _("Completion report")
    description = _("Who was assigned or enrolled, how far they are, and until when their training is valid.")
    form_class = CompletionFilterForm
    columns = [
        Column("name", _("Name")),
        Column("course", _("Course"), is_wide=True),
        Column("status", _("Status")),
        Column("due_on", _("Due by")),
        Column("completed_at", _("Completed on (Europe/London)")),
        Column("valid_until", _("Valid until")),
        Column("started_at", _("Started on (Europe/London)")),
        Column("opens_on", _("Assigned or enrolled on")),
        Column("source", _("How it began")),
        Column("organisation", _("Organisation"), is_wide=True),
        Column("role", _("Frontline role")),
        Column("email", _("E-mail address")),
        Column("edition", _("Edition")),
        Column("period", _("Period")),
    ]

    read = [
        *("name", "email", "organisation_path", "role", "course", "edition_number", "number", "source", "status"),
        *("opens_on", "due_on", "started_at", "completed_at", "valid_until"),
    ]

    def entries(self, filters):
        """Enrolments by name, with their status."""
        periods = self.periods(filters)
        if filters.get("status"):
            periods = periods.filter(status=filters["status"])
        periods = periods.annotate(
            course=KeyTextTransform("title", "edition__rules"), edition_number=F("edition__number")
        )
        return periods.select_related("edition").defer("edition__outline").order_by("name", "email", "pk")

    def cells(self, entry):
        """A period in columns. Who the learner is, is as it was when the period began."""
        return {
            "name": entry.name or entry.email or gettext("Erased person"),
            "email": entry.email,
            "organisation": entry.organisation_path,
            "role": entry.role,
            "course": entry.course,
            "edition": entry.edition_number,
            "period": entry.number,
            "source": self._sources[entry.source],
            "opens_on": entry.opens_on,
            "due_on": entry.due_on,
            "started_at": entry.started_at,
            "completed_at": entry.completed_at,
            "valid_until": entry.valid_until,
            "status": self._statuses[entry.status],
        }

    def summary(self, filters):
        """How many stand where, whatever status is asked for."""
        found = self.periods(filters).order_by().values("status").annotate(number=CountOf("pk"))
        numbers = dict(found.values_list("status", "number"))
        listed = Status if filters.get("all_periods") else CURRENT
        return [Count(status.value, status.label, numbers.get(status.value, 0)) for status in listed]

    def count(self, summary, filters):
        """How many rows there are: of the status asked for, or of all."""
        wanted = filters.get("status")
        return sum(count.number for count in summary if wanted in ("", None, count.key))

    def periods(self, filters):
        """The enrolments in question with their status, whatever status is asked for."""
        seen = enrolments_seen_in(scope.numbers_in(self.organisations, filters.get("organisation")))
        periods = with_status(seen if filters.get("all_periods") else current(seen))
        if filters.get("course"):
            periods = periods.filter(course_key=filters["course"])
        if filters.get("role"):
            periods = periods.filter(role_slug=filters["role"])
        return self._between(periods, filters)

    # Translated once for each report, not once for each row.
    @cached_property
    def _statuses(self):
        return {status.value: str(status.label) for status in Status}

    @cached_property
    def _sources(self):
        return {source.value: str(source.label).capitalize() for source in Enrolment.Source}

    def _between(self, periods, filters):
        field = filters.get("which_date") or "opens_on"
        day = f"{field}__date" if field.endswith("_at") else field
        if filters.get("date_from"):
            periods = periods.filter(**{f"{day}__gte": filters["date_from"]})
        if filters.get("date_to"):
            periods = periods.filter(**{f"{day}__lte": filters["date_to"]})
        return periods
