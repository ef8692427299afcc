"""What the types share in which things are put in places: steps, pairs, cards, gaps. Holds no type itself.

A slot is what has to be filled in or put somewhere; a choice is where it may go, or what may go there.
"""

from fractions import Fraction
from typing import ClassVar, NamedTuple

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from ..formats.neutral import Loss
from .answering import AnswerForm
from .snapshots import Line, Mark, QuestionSnapshot, in_seeded_order


class Choice(BaseModel):
    """What may be chosen for a slot, as it was shown."""

    key: str
    text: str


class Slot(BaseModel):
    """One thing to place, as it was shown. Every choice is offered for it unless `offered` names fewer."""

    key: str
    text: str
    right: str
    offered: list[str] = []
    feedback: str = ""


class Row(NamedTuple):
    """One slot of a form, for a template. `choices` holds (id, value, words, is chosen)."""

    id: str
    name: str
    words: str
    choices: list


class PlacingForm(AnswerForm):
    """One field for each slot, named by the slot's key."""

    def given(self):
        """The answer as data."""
        return {"placed": {slot: choice for slot, choice in self.cleaned_data.items() if choice}}

    @property
    def rows(self):
        """Each slot with its choices. Django's own widgets take three times as long."""
        return [self._row(self[name]) for name in self.fields]

    def _row(self, bound):
        chosen = bound.value() or ""
        choices = [
            (f"{bound.auto_id}_{place}", key, words, key == chosen)
            for place, (key, words) in enumerate(bound.field.choices)
        ]
        return Row(bound.auto_id, bound.html_name, bound.label, choices)


class PlacingSnapshot(QuestionSnapshot):
    """A question answered by placing. Answers are `{"placed": {slot key: choice key}}`, with what was left out absent.

    What would tell the answer by its order is shuffled, also where a quiz keeps its options in order.
    """

    Form: ClassVar[type[AnswerForm]] = PlacingForm
    has_shuffled_slots: ClassVar[bool] = True
    has_shuffled_choices: ClassVar[bool] = True
    # What a list says before anything is chosen; None for radio buttons.
    blank: ClassVar[str | None] = _("Choose")

    slots: list[Slot]
    choices: list[Choice]
    has_part_marks: bool = False

    @property
    def meanings(self):
        """The words of each slot and of each choice."""
        return {one.key: one.text for one in [*self.slots, *self.choices]}

    def right_answer(self):
        """Everything in its place."""
        return {"placed": {slot.key: slot.right for slot in self.slots}}

    def placed(self, answer):
        """What an answer put where: {slot key: choice key}."""
        return (answer or {}).get("placed", {})

    def offered(self, slot):
        """The choices for a slot."""
        return [choice for choice in self.choices if not slot.offered or choice.key in slot.offered]

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """A list or radio buttons for each slot, with the earlier answer chosen."""
        form = self.Form(data, prefix=prefix, initial=self.placed(answer))
        slots = self._shuffled(self.slots, seed) if self.has_shuffled_slots else self.slots
        form.fields = {slot.key: self._field(slot, seed) for slot in slots}
        return form

    def _field(self, slot, seed):
        choices = self.offered(slot)
        if self.has_shuffled_choices:
            choices = self._shuffled(choices, seed)
        pairs = [(choice.key, choice.text) for choice in choices]
        if self.blank is not None:
            pairs = [("", str(self.blank)), *pairs]
        widget = forms.RadioSelect if self.blank is None else forms.Select
        field = forms.ChoiceField(choices=pairs, widget=widget, label=slot.text, required=False)
        field.error_messages["invalid_choice"] = gettext("Choose one of the options shown.")
        return field

    def _shuffled(self, items, seed):
        return in_seeded_order(items, f"{seed or ''}:{self.key}", lambda item: item.key)

    def accepts(self, answer):
        """Whether every slot named is one of this question, with a choice that was offered for it."""
        if not isinstance(answer, dict) or set(answer) != {"placed"} or not isinstance(answer["placed"], dict):
            return False
        known = {slot.key: {choice.key for choice in self.offered(slot)} for slot in self.slots}
        return all(
            isinstance(choice, str) and choice in known.get(slot, ()) for slot, choice in answer["placed"].items()
        )

    def is_answered(self, answer):
        """Whether anything is placed."""
        return bool(self.placed(answer))

    def is_right(self, slot, placed):
        """Whether a slot has what belongs to it."""
        return placed.get(slot.key) == slot.right

    def mark(self, answer):
        """All or nothing; with part marks, the share of the slots that are right. Nothing is taken off."""
        placed = self.placed(answer)
        right = sum(self.is_right(slot, placed) for slot in self.slots)
        if self.slots and right == len(self.slots):
            return Mark(Fraction(1), is_right=True)
        # An unfinished draft, in a trial run, has no slots.
        return Mark(Fraction(right if self.has_part_marks else 0, len(self.slots) or 1), is_right=False)

    def review(self, answer):
        """Every slot as its author ordered them, with what was put there and what belongs."""
        placed = self.placed(answer)
        words = {choice.key: choice.text for choice in self.choices}
        return [
            Line(
                slot.text,
                was_chosen=False,
                is_right=self.is_right(slot, placed),
                feedback=self.feedback_on(slot, placed),
                given=words.get(placed.get(slot.key), ""),
                expected=words.get(slot.right, ""),
            )
            for slot in self.slots
        ]

    def offered_words(self):
        """Each slot with everything that may be put there."""
        return {
            f"{slot.key} {choice.key}": f"{slot.text}: {choice.text}"
            for slot in self.slots
            for choice in self.offered(slot)
        }

    def feedback_on(self, slot, placed):
        """What a looked-back-on slot says beside right and wrong."""
        return slot.feedback


def part_marks_field():
    """Whether a share of right places earns a share of the mark."""
    return models.BooleanField(
        _("give part marks"),
        default=False,
        help_text=_("Each one in its right place earns a share. Otherwise only a whole right answer earns anything."),
    )


def folded(text):
    """Words without what makes no difference to a reader: case and spacing."""
    return " ".join(text.split()).casefold()


def repeated(texts):
    """The first words that come twice, or None."""
    seen = set()
    for text in texts:
        if folded(text) in seen:
            return text
        seen.add(folded(text))
    return None


def losses_of(blocks):
    """What no other system has of steps, pairs or gaps: feedback on each."""
    if not any(block.value["feedback"] for block in blocks):
        return ()
    return (Loss(gettext("Feedback on each step, pair, card or gap is left out.")),)
