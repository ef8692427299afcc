"""CSV and XLSX from the same cells as the screen, fetched in chunks and never held whole in memory."""

import csv
from datetime import date
from itertools import islice
from tempfile import TemporaryFile

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from training.spreadsheets import BYTE_ORDER_MARK, harmless

from .base import CHUNK
from .cells import text_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel's own limit is; a longer report continues on a second sheet.
ROWS_PER_SHEET = 1_048_575


class Echo:
    """A file that gives back what is written to it, so that csv's writer makes lines to stream."""

    def write(self, line):
        """Give the line back."""
        return line


def csv_lines(report, filters):
    """The report as CSV: the headings, before the database is asked for any row; then pieces of up to `CHUNK` rows."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow([harmless(str(column.heading)) for column in report.all_columns])
    rows = report.rows(filters)
    while piece := [writer.writerow([harmless(text_of(value)) for value in row]) for row in islice(rows, CHUNK)]:
        yield "".join(piece)


def csv_response(report, filters):
    """The CSV as a download that starts at once."""
    response = StreamingHttpResponse(csv_lines(report, filters), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(report, "csv")}"'
    return response


def xlsx_response(report, filters, stated):
    """The workbook as a download. `stated` is [(label, words)] of the filters, for its second sheet."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it when it was sent
    write_xlsx(report, filters, stated, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name(report, "xlsx"), content_type=XLSX)


def write_xlsx(report, filters, stated, file):
    """Write a workbook: the rows, with real dates and no formulas; then what was asked for and when."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
        bold = book.add_format({"bold": True})
        _write_rows(report, filters, book, day, bold)
        _write_filters(report, stated, book.add_worksheet(_("About this report")), bold)


def _write_rows(report, filters, book, day, bold):
    sheet = None
    for number, row in enumerate(report.rows(filters)):
        if number % ROWS_PER_SHEET == 0:
            sheet = _sheet(report, book, bold)
        for place, value in enumerate(row):
            _write_cell(sheet, number % ROWS_PER_SHEET + 1, place, value, day)
    if sheet is None:
        _sheet(report, book, bold)


def _sheet(report, book, bold):
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(report.all_columns) - 1, 22)
    for place, column in enumerate(report.all_columns):
        sheet.write_string(0, place, str(column.heading), bold)
    return sheet


def _write_cell(sheet, line, place, value, day):
    if isinstance(value, date):
        sheet.write_datetime(line, place, value, day)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, place, value)
    elif text := text_of(value):
        sheet.write_string(line, place, text)


def _write_filters(report, stated, sheet, bold):
    made = timezone.localtime(timezone=timezone.get_default_timezone())
    lines = [
        (_("Report"), str(report.title)),
        (_("Made at"), f"{text_of(made)}, {made:%H:%M} ({made.tzinfo})"),
        (_("Made for"), str(report.viewer)),
        *stated,
    ]
    sheet.set_column(0, 1, 30)
    for line, (label, words) in enumerate(lines):
        sheet.write_string(line, 0, str(label), bold)
        sheet.write_string(line, 1, str(words))


def file_name(report, extension):
    """ "completion-2027-03-03.csv"."""
    return f"{slugify(report.slug)}-{timezone.localdate():%Y-%m-%d}.{extension}"
