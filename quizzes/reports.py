"""The report on boosters: who was asked is a number, and so is who answered. It names nobody."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from courses.reports import course_titles
from courses.scope import enrolments_noted_in
from training.reports.base import Column, FilterForm, Report

from .boosters.counting import groups_of
from .statistics.hiding import FEWEST, OTHERS


class BoosterFilterForm(FilterForm):
    """Which course. No part of the organisation: two reports could be subtracted from each other."""

    course = forms.ChoiceField(label=_("Course"), required=False)

    def __init__(self, data=None, *, report):
        super().__init__(data, report=report)
        self.fields["course"].choices = [("", _("All courses")), *report.titles.items()]


class BoosterReport(Report):
    """One row for each course, kind of booster and organisation that has five people or more."""

    slug = "boosters"
    title = _("Boosters")
    description = _(
        "How many were asked questions after a course, how many answered, and how much they got right at first. "
        "Numbers under five are not shown, and small teams are counted with the one above them. "
        "People are counted where they worked when their training began."
    )
    form_class = BoosterFilterForm
    columns = [
        Column("course", _("Course"), is_wide=True),
        Column("kind", _("Asked")),
        Column("organisation", _("Organisation"), is_wide=True),
        Column("asked", _("People asked")),
        Column("answered", _("People who answered")),
        Column("rate", _("Response rate")),
        Column("right", _("Right at first")),
    ]

    @cached_property
    def titles(self):
        """{course key: title} of every course."""
        return dict(course_titles())

    def entries(self, filters):
        """Groups of people, as a list: they are put together from counts.

        Who is in them was noted when her training began. By today's memberships, a manager could end one, and read
        from what is less how its person answered.
        """
        everybody = self.viewer.is_superuser
        seen = Enrolment.objects.all() if everybody else enrolments_noted_in(self.organisations)
        if filters.get("course"):
            seen = seen.filter(course_key=filters["course"])
        return sorted(groups_of(seen), key=lambda group: (self._title(group), group.kind))

    def cells(self, entry):
        """A group in columns."""
        return {
            "course": self._title(entry),
            "kind": str(entry.label),
            "organisation": _name(entry.name),
            "asked": _number(entry.asked),
            "answered": _number(entry.answered),
            "rate": _share(entry.rate),
            "right": _share(entry.right),
        }

    def summary(self, filters):
        """Nothing: from totals, what is not shown could be worked out."""
        return []

    def count(self, summary, filters):
        """How many rows there are."""
        return len(self.entries(filters))

    def _title(self, entry):
        return self.titles.get(str(entry.course_key), "")


def _name(path):
    if path is OTHERS:
        return gettext("Others together")
    return path or gettext("No organisation")


def _number(number):
    return gettext("Fewer than %(number)d") % {"number": FEWEST} if number is None else number


def _share(share):
    return None if share is None else f"{share:.0%}"
