"""Cells that a spreadsheet takes for what they are: text, and never a formula."""

# Excel reads a CSV as UTF-8 only where it begins with this mark; other programs skip it.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text):
    """The text as a CSV cell: what could start a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
