"""Cells that a spreadsheet takes for what they are: text, and never a formula."""

from functools import wraps

# Excel reads a CSV as UTF-8 only where it begins with this mark; other programs skip it.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text):
    """The text as a CSV cell: what could start a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def make_exports_harmless():
    """Do the same to each CSV file of Wagtail's editor: titles and names come from others. Once, when the site starts.

    Its XLSX files have no need of it: there Wagtail itself says that a cell is text.
    """
    from wagtail.admin.views.mixins import SpreadsheetExportMixin

    prepare = SpreadsheetExportMixin.preprocess_field_value
    if hasattr(prepare, "__wrapped__"):
        return

    @wraps(prepare)
    def prepare_harmless(self, field, value, export_format):
        cell = prepare(self, field, value, export_format)
        return harmless(cell) if isinstance(cell, str) and export_format == self.FORMAT_CSV else cell

    SpreadsheetExportMixin.preprocess_field_value = prepare_harmless
