"""What a report is. Subclass `Report` in an app's `reports` module, and it exists: nothing else is edited.

An app above can add a column to a report of an app below, which never learns of it:

    class SerialColumn(ExtraColumn):
        report = "completion"                  # the slug of the report it joins
        key = "certificate_serial"
        heading = _("Certificate serial")
        after = "valid_until"                  # the column it follows; "" puts it last

        def expression(self):
            found = Certificate.objects.filter(enrolment=OuterRef("pk"))
            return Subquery(found.values("serial")[:1])

`expression` becomes a part of the report's one query; its OuterRef is an entry (for "completion": an Enrolment).
"""

from dataclasses import dataclass
from itertools import islice

from django import forms
from django.utils.functional import cached_property

from training.people import scope

from .cells import plain, text_of

CHUNK = 500
# The name that an added value has on an entry.
ADDED = "added_{}"


@dataclass(frozen=True)
class Column:
    """One column. `heading` names the time zone where its cells are instants; a wide one holds sentences."""

    key: str
    heading: str
    is_wide: bool = False


@dataclass(frozen=True)
class Count:
    """One line of a summary: so many entries of this kind. `key` is what the filter calls the kind."""

    key: str
    label: str
    number: int


class FilterForm(forms.Form):
    """What a viewer may narrow a report by. It knows the report, and through it whose records may be seen."""

    # Nothing in it has to be answered, so no label says "(optional)".
    is_filter = True

    def __init__(self, data=None, *, report):
        self.report = report
        super().__init__(data)

    def stated(self):
        """What was asked for, in words: [(label, answer)] of every filter in use, once the form is valid."""
        used = [name for name in self.fields if self.cleaned_data.get(name) not in (None, "", False)]
        return [(self[name].label, self._words(name)) for name in used]

    def _words(self, name):
        value = self.cleaned_data[name]
        choices = dict(getattr(self.fields[name], "choices", None) or {})
        return str(choices.get(value, "")) or text_of(value)


class Report:
    """A report as one viewer sees it: `Report.find(slug)(viewer)`.

    A subclass sets `slug`, `title`, `description`, `columns` and perhaps `form_class`, and answers
    `entries`, `cells` and `summary`. Entries start from `self.organisations`, so that a stranger
    has none.
    """

    slug = ""
    title = ""
    description = ""
    form_class = FilterForm
    columns = []
    # Which attributes of an entry `cells` asks for. With them, rows are plain: an instance takes far longer to make.
    read = []
    registry = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.slug:
            Report.registry[cls.slug] = cls

    def __init__(self, viewer):
        self.viewer = viewer

    @classmethod
    def find(cls, slug):
        """The report class of this slug, or None."""
        return cls.registry.get(slug)

    @cached_property
    def organisations(self):
        """The organisations whose people's training the viewer may read, as a queryset that is asked once."""
        return scope.organisations_seen_by(self.viewer).order_by("path")

    def may_view(self):
        """Whether this report is anything to the viewer: managers, auditors and administrators."""
        return bool(self.organisations)

    def form(self, data):
        """The filter form for a GET query."""
        return self.form_class(data, report=self)

    def entries(self, filters):
        """A queryset of what the report lists, one per row, in order. `filters` is the form's `cleaned_data`.

        No filters at all, {}, means everything that the viewer may see. Where rows are put together from counts, a
        list; then other apps can add no column.
        """
        raise NotImplementedError

    def cells(self, entry):
        """{column key: value} for one entry, without a query; `cells.text_of` says it in words."""
        raise NotImplementedError

    def summary(self, filters):
        """A list of `Count`s that together make up the whole, in one query."""
        raise NotImplementedError

    def count(self, summary, filters):
        """How many entries there are, told by the summary."""
        return sum(count.number for count in summary)

    @cached_property
    def extras(self):
        """The columns that other apps add."""
        return [extra() for extra in ExtraColumn.registry if extra.report == self.slug]

    @cached_property
    def all_columns(self):
        """Own columns and extra ones, in the order of every screen and file."""
        columns = list(self.columns)
        for extra in self.extras:
            keys = [column.key for column in columns]
            place = keys.index(extra.after) + 1 if extra.after in keys else len(columns)
            columns.insert(place, Column(extra.key, extra.heading))
        return columns

    def rows_of(self, entries):
        """One list of plain values per entry of `whole_entries`, in the order of `all_columns`."""
        keys = [column.key for column in self.all_columns]
        added = [(extra.key, extra.cell, ADDED.format(extra.key)) for extra in self.extras]
        for entry in entries:
            cells = self.cells(entry)
            for key, cell, name in added:
                cells[key] = cell(getattr(entry, name))
            yield [plain(cells.get(key)) for key in keys]

    def whole_entries(self, filters):
        """The entries, with what other apps add to them, in one query."""
        entries = self.entries(filters)
        if isinstance(entries, list):
            return entries
        added = {ADDED.format(extra.key): extra.expression() for extra in self.extras}
        entries = entries.annotate(**added)
        return entries.values_list(*self.read, *added, named=True) if self.read else entries

    def rows(self, filters):
        """Every row, fetched and given out in chunks, however many there are; `given` says how many so far."""
        self.given = 0
        entries = self.whole_entries(filters)
        remaining = iter(entries) if isinstance(entries, list) else entries.iterator(chunk_size=CHUNK)
        while chunk := list(islice(remaining, CHUNK)):
            yield from self.rows_of(chunk)
            self.given += len(chunk)


class ExtraColumn:
    """A column that an app above adds to a report below; see the top of this module."""

    report = ""
    key = ""
    heading = ""
    after = ""
    registry = []

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        ExtraColumn.registry.append(cls)

    def expression(self):
        """What to ask the database for each entry."""
        raise NotImplementedError

    def cell(self, value):
        """The cell for what the database answered."""
        return value
