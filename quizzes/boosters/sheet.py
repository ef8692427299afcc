"""The questions of a booster, ready to be shown, answered or looked back on."""

from typing import NamedTuple

from ..models import BoosterAnswer
from ..sheet import Asked


class Item(NamedTuple):
    """One question, and the answer that is kept or None."""

    asked: Asked
    kept: BoosterAnswer | None

    @property
    def lines(self):
        """The answer looked back on."""
        return self.asked.question.review(self.kept.answer)


def sheet_of(booster):
    """The `Item`s of a booster in order; none where there is no booster. One query."""
    if booster is None:
        return []
    kept = {answer.position: answer for answer in booster.answers.all()}
    return [
        Item(Asked(number, question, f"question-{number}", booster.seed), kept.get(number))
        for number, question in enumerate(booster.asked, start=1)
    ]


def item_of(sheet, number):
    """The item with this number, as an address or a form gives it, or None."""
    return next((item for item in sheet if str(item.asked.number) == number), None)


def first_open(sheet):
    """The first item without an answer, or None."""
    return next((item for item in sheet if item.kept is None), None)
