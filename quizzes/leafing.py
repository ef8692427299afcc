"""Which questions of an attempt stand on one page, and how one goes from page to page. Reads and writes nothing."""

from typing import NamedTuple


class Leaf(NamedTuple):
    """One page of the sheet: its questions, how many there are in all, and the numbers of the pages beside it."""

    sheet: list
    count: int
    previous: int | None = None
    next: int | None = None
    # Whether the attempt may be finished from here.
    is_last: bool = True


def leaf_of(sheet, rules, wanted=None):
    """The page with the question that is wanted by its number: all of them, or that one where each has its own page.

    Where nobody may go back it is the first that is not closed, whatever is wanted.
    """
    if not rules.is_paged or not sheet:
        return Leaf(sheet, len(sheet))
    if rules.is_one_way:
        wanted = next((asked.number for asked in sheet if not asked.is_closed), len(sheet))
    place = min(max(wanted or _first_open(sheet), 1), len(sheet))
    others = [asked for asked in sheet if asked.number != place]
    return Leaf(
        [sheet[place - 1]],
        len(sheet),
        previous=place - 1 if place > 1 and not rules.is_one_way else None,
        next=place + 1 if place < len(sheet) else None,
        is_last=place == len(sheet) or (not rules.is_one_way and all(asked.is_answered for asked in others)),
    )


def _first_open(sheet):
    return next((asked.number for asked in sheet if not asked.is_answered), 1)
