"""A number to work out, with some room for rounding, and perhaps its unit."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Given, Numbers, Taken
from .answering import AnswerForm
from .base import Question
from .exchanging import accepted_from, given_from, lost_from, lost_to
from .measuring import (
    AcceptedNumber,
    AcceptedNumberBlock,
    PlainUnit,
    Unit,
    UnitBlock,
    accepted_numbers,
    units,
)
from .numbers import LONGEST, canonical, is_canonical, read_number
from .plain import PlainQuestion
from .snapshots import Line, Mark, QuestionSnapshot
from .streams import as_stream

# Every field is named: the editor shows a missing one as "undefined".
ONE_EMPTY = [("accepted", {"number": None, "tolerance": 0, "is_percent": False, "share": 100, "feedback": ""})]


class NumberForm(AnswerForm):
    """A box for the number and, where there are units, a list of them."""

    number = forms.CharField(label=_("Number"), required=False, max_length=LONGEST)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def clean_number(self):
        """The number as it is kept. What cannot be read is refused, and stays in the box."""
        written = self.cleaned_data["number"]
        try:
            return canonical(read_number(written)) if written else ""
        except ValueError:
            raise forms.ValidationError(
                _("Enter a number without words, such as 12.5 or 1,250, of at most nine digits"), code="unreadable"
            ) from None

    def clean(self):
        """A number without its unit says nothing yet, nor does a unit without its number."""
        cleaned = super().clean()
        if cleaned.get("unit") and cleaned.get("number") == "":
            self.add_error("number", forms.ValidationError(_("Enter a number, or choose no unit"), code="missing"))
        if "unit" in self.fields and cleaned.get("number") and cleaned.get("unit") == "":
            self.add_error("unit", forms.ValidationError(_("Choose a unit"), code="missing"))
        return cleaned

    def given(self):
        """The answer as data."""
        number = self.cleaned_data["number"]
        return {"number": number, "unit": self.cleaned_data.get("unit", "") if number else ""}


class NumericalSnapshot(QuestionSnapshot):
    """A numerical question as it was asked. Answers are `{"number": "12.5", "unit": key or ""}`."""

    type: Literal["numerical"] = "numerical"
    accepted: list[AcceptedNumber]
    units: list[Unit] = []

    @property
    def meanings(self):
        """The name of each unit. A number is what it is."""
        return {unit.key: unit.name for unit in self.units}

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """A box and a list, with the earlier answer in them."""
        form = NumberForm(data, prefix=prefix, initial=answer or {})
        if self.units:
            offered = [(unit.key, unit.name) for unit in self.units]
            form.fields["unit"].choices = [("", gettext("Choose a unit")), *offered]
        else:
            del form.fields["unit"]
        return form

    def right_answer(self):
        """The first number that earns everything, in its own unit."""
        best = next((one for one in self.accepted if one.share == 100), None)
        own = next((unit.key for unit in self.units if unit.factor == 1), "")
        return {"number": canonical(best.number), "unit": own} if best else {"number": "", "unit": ""}

    def accepts(self, answer):
        """Whether it is a number as we keep it, with a unit exactly where there are units."""
        if not isinstance(answer, dict) or set(answer) != {"number", "unit"}:
            return False
        if answer["number"] == "":
            return answer["unit"] == ""
        known = [unit.key for unit in self.units] or [""]
        return is_canonical(answer["number"]) and answer["unit"] in known

    def is_answered(self, answer):
        """Whether there is a number."""
        return bool((answer or {}).get("number"))

    def fitting(self, answer):
        """The accepted number that an answer fits, the one that earns most, or None."""
        if not self.is_answered(answer):
            return None
        number = Decimal(answer["number"])
        factor = next((unit.factor for unit in self.units if unit.key == answer["unit"]), 1)
        fitting = [one for one in self.accepted if one.fits(number * factor)]
        return max(fitting, key=lambda one: one.share, default=None)

    def mark(self, answer):
        """The share of the accepted number that it fits."""
        fitting = self.fitting(answer)
        share = fitting.share if fitting else 0
        return Mark(Fraction(share, 100), is_right=share == 100)

    def review(self, answer):
        """What was answered and, unless that was right, what is."""
        fitting, is_right = self.fitting(answer), self.mark(answer).is_right
        right = Line(self._in_words(self.right_answer()), was_chosen=False, is_right=True, is_key=True)
        if not self.is_answered(answer):
            return [right]
        given = Line(self._in_words(answer), True, is_right, fitting.feedback if fitting else "")
        return [given] if is_right else [given, right]

    def offered_words(self):
        """The units together: the number before them is typed."""
        return {"units": ", ".join(unit.name for unit in self.units)} if self.units else {}

    def _in_words(self, answer):
        unit = next((unit.name for unit in self.units if unit.key == answer["unit"]), "")
        number = f"{Decimal(answer['number']):,f}" if answer["number"] else ""
        return f"{number} {unit}".strip()


class PlainNumerical(PlainQuestion):
    """A numerical question in a file."""

    type: Literal["numerical"]
    accepted: list[AcceptedNumber]
    units: list[PlainUnit] = []


class Numerical(Question):
    """A question answered with a number."""

    Snapshot = NumericalSnapshot
    Plain = PlainNumerical

    accepted = StreamField(
        [("accepted", AcceptedNumberBlock())],
        min_num=1,
        max_num=10,
        default=ONE_EMPTY,
        verbose_name=_("accepted numbers"),
    )
    units = StreamField(
        [("unit", UnitBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("units to choose from"),
        help_text=_("Leave empty where the question says the unit."),
    )

    panels = [*Question.stem_panels, FieldPanel("accepted"), FieldPanel("units"), *Question.about_panels]

    class Meta:
        verbose_name = _("numerical question")
        verbose_name_plural = _("numerical questions")

    def problems(self):
        """One number earns everything, and one unit is theirs."""
        found = {}
        if not any(one.share == 100 for one in accepted_numbers(self.accepted)):
            found["accepted"] = gettext("Give one number 100% of the mark.")
        offered = units(self.units)
        if offered and [unit.factor for unit in offered].count(1) != 1:
            found["units"] = gettext("Give exactly one unit the factor 1: that of the accepted numbers.")
        elif any(unit.factor <= 0 for unit in offered):
            found["units"] = gettext("A factor must be more than 0.")
        elif len({unit.name for unit in offered}) != len(offered):
            found["units"] = gettext("Two units have the same name.")
        return found

    def snapshot(self):
        """This question as plain data."""
        return NumericalSnapshot(**self.common(), accepted=accepted_numbers(self.accepted), units=units(self.units))

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.accepted = as_stream(plain.uid, "accepted", plain.accepted)
        self.units = as_stream(plain.uid, "unit", plain.units)

    def plain_fields(self):
        """The type's own fields as a file has them."""
        offered = [PlainUnit(name=unit.name, factor=unit.factor) for unit in units(self.units)]
        return {"accepted": accepted_numbers(self.accepted), "units": offered}

    @classmethod
    def from_neutral(cls, body):
        """A number to give."""
        if not isinstance(body, Numbers):
            return None
        offered = [PlainUnit(name=body.unit)] if body.unit else []
        return Taken({"accepted": [accepted_from(one) for one in body.answers], "units": offered}, lost_from(body))

    def to_neutral(self):
        """A number to give."""
        offered = units(self.units)
        own = next((unit.name for unit in offered if unit.factor == 1), "")
        accepted = accepted_numbers(self.accepted)
        return Given(Numbers(tuple(given_from(one) for one in accepted), own), lost_to(accepted, offered))
