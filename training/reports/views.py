"""The list of reports, a report on the screen, and its files. All three ask the report who may see what."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from training.people import audit

from .base import Report
from .cells import text_of
from .writers import csv_response, xlsx_response

ROWS_PER_PAGE = 50


@login_required
@require_safe
def index(request):
    """The reports that are anything to this person."""
    reports = [report(request.user) for report in Report.registry.values()]
    visible = [report for report in reports if report.may_view()]
    if not visible:
        raise Http404
    return render(request, "reports/index.html", {"reports": visible})


@login_required
@require_safe
def show(request, slug):
    """A report: its filters, what they come to, and a page of rows."""
    report = _report_for(request.user, slug)
    form = report.form(request.GET)
    # A filter that makes no sense must not widen what is shown.
    answer = _answer(report, form, request.GET.get("page")) if form.is_valid() else {}
    if answer:
        _record("reports.view", report, form, **audit.numbers_of(answer["page_of_rows"]))
    return render(request, "reports/report.html", {"report": report, "form": form, **answer})


@login_required
@require_safe
def download(request, slug, file_format):
    """The rows as a file, every one of them."""
    report = _report_for(request.user, slug)
    if file_format not in ("csv", "xlsx"):
        raise Http404
    form = report.form(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('reports:report', args=[slug])}?{request.GET.urlencode()}")
    begun = _record("reports.download", report, form, format=file_format)
    if file_format == "csv":
        response = csv_response(report, form.cleaned_data)
        response.streaming_content = _counted(response.streaming_content, report, begun)
        return response
    response = xlsx_response(report, form.cleaned_data, form.stated())
    _record_end(report, begun)
    return response


class CountedPaginator(Paginator):
    """Pages of entries whose number is known already, since the summary counted them."""

    def __init__(self, entries, counted):
        self.counted = counted
        super().__init__(entries, ROWS_PER_PAGE)

    @cached_property
    def count(self):
        """How many entries there are."""
        return self.counted


def _report_for(viewer, slug):
    found = Report.find(slug)
    report = found and found(viewer)
    if not report or not report.may_view():
        raise Http404
    return report


def _record(action, report, form, **numbers):
    """Write down who looks, before anything is shown."""
    data = {"report": report.slug, "filters": audit.filters_of(form), **numbers}
    return audit.record(action, report.organisations[0], user=report.viewer, data=data)


def _counted(pieces, report, begun):
    """The same pieces. Rows are counted as they leave: a count beforehand would keep the first byte waiting."""
    try:
        yield from pieces
    finally:
        # Also where the browser hung up: what left by then has left.
        _record_end(report, begun)


def _record_end(report, begun):
    data = {"report": report.slug, "rows": report.given, "entry": begun}
    audit.record("reports.downloaded", report.organisations[0], user=report.viewer, data=data)


def _answer(report, form, number):
    filters = form.cleaned_data
    summary = report.summary(filters)
    paginator = CountedPaginator(report.whole_entries(filters), report.count(summary, filters))
    page_of_rows = paginator.get_page(number)
    return {
        "summary": summary,
        "rows": [_cells(report, row) for row in report.rows_of(list(page_of_rows))],
        "page_of_rows": page_of_rows,
        "page_numbers": paginator.get_elided_page_range(page_of_rows.number, on_each_side=1, on_ends=1),
        "stated": form.stated(),
    }


def _cells(report, row):
    return [(column, text_of(value)) for column, value in zip(report.all_columns, row, strict=True)]
