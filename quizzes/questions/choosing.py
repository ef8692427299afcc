"""What the types share in which a learner chooses among options. Holds no type itself."""

from fractions import Fraction
from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from wagtail import blocks
from wagtail.fields import StreamField

from ..formats.neutral import Loss
from .answering import AnswerForm
from .misconceiving import key_of, misconception_block, misconceptions_by_key
from .plain import PlainQuestion
from .snapshots import Line, Mark, QuestionSnapshot, in_seeded_order, names_each_once
from .streams import as_stream, block_key


class OptionBlock(blocks.StructBlock):
    """One option. Its block id is the key that answers refer to, so it survives editing."""

    text = blocks.CharBlock(label=_("Option"), max_length=300)
    is_correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"), required=False, help_text=_("Shown to whoever chooses it: why, in a sentence or two.")
    )
    misconception = misconception_block()

    class Meta:
        icon = "list-ul"
        label = _("Option")


def options_field():
    """The options of a question, in a stream that begins with two empty ones."""
    # Every field is named: the editor shows a missing one as "undefined".
    empty = ("option", {"text": "", "is_correct": False, "feedback": "", "misconception": None})
    two = [empty, empty]
    return StreamField([("option", OptionBlock())], min_num=2, max_num=10, default=two, verbose_name=_("options"))


class OptionSnapshot(BaseModel):
    """One option as it was shown."""

    key: str
    text: str
    is_correct: bool = False
    feedback: str = ""
    misconception: str = ""


def snapshot_options(stream):
    """The options of a stream as plain data. Costs a query where there are misconceptions."""
    return [
        OptionSnapshot(
            key=block_key(block, number),
            text=block.value["text"] or "",
            is_correct=bool(block.value["is_correct"]),
            feedback=block.value["feedback"] or "",
            misconception=key_of(block.value.get("misconception")),
        )
        for number, block in enumerate(stream)
    ]


class PlainOption(BaseModel):
    """One option in a file."""

    model_config = ConfigDict(extra="forbid")

    text: str
    correct: bool = False
    feedback: str = ""
    misconception: str = ""


class PlainChoice(PlainQuestion):
    """A question with options, in a file."""

    options: list[PlainOption]

    def misconceptions(self):
        """The keys of those its options name."""
        return {option.misconception for option in self.options} - {""}


def plain_options(stream):
    """The options of a stream as they stand in a file. The inverse of `stream_options`."""
    return [
        PlainOption(
            text=option.text,
            correct=option.is_correct,
            feedback=option.feedback,
            misconception=option.misconception,
        )
        for option in snapshot_options(stream)
    ]


def losses_of(options):
    """What no other system has of options."""
    if not any(option.misconception for option in options):
        return ()
    return (Loss(gettext("The misconceptions that its options name are left out.")),)


def stream_options(plain):
    """The options of a file as stream data. They keep their keys from load to load."""
    return stream_of(plain.options, plain.uid, "option")


def stream_of(options, uid, name):
    """Options of a file as stream data. `name` tells them from others of the same question."""
    known = misconceptions_by_key({option.misconception for option in options})
    values = [
        {
            "text": option.text,
            "is_correct": option.correct,
            "feedback": option.feedback,
            "misconception": known.get(option.misconception),
        }
        for option in options
    ]
    return as_stream(uid, name, values, kind="option")


MESSAGES = {"invalid_choice": _("Choose one of the options shown.")}


class ChooseOneForm(AnswerForm):
    """Radio buttons."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, required=False, error_messages=MESSAGES)

    def given(self):
        """The answer as data."""
        chosen = self.cleaned_data["answer"]
        return {"chosen": [chosen] if chosen else []}


class ChooseManyForm(AnswerForm):
    """Checkboxes."""

    answer = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False, error_messages=MESSAGES)

    def given(self):
        """The answer as data."""
        return {"chosen": self.cleaned_data["answer"]}


class ChoiceSnapshot(QuestionSnapshot):
    """A question answered by choosing. Answers are `{"chosen": [option keys]}`."""

    Form: ClassVar[type[AnswerForm]] = ChooseOneForm
    most: ClassVar[int | None] = 1
    is_shuffled: ClassVar[bool] = True

    options: list[OptionSnapshot]

    @property
    def right_keys(self):
        """The keys of the right options."""
        return {option.key for option in self.options if option.is_correct}

    @property
    def meanings(self):
        """The words of each option."""
        return {option.key: option.text for option in self.options}

    def right_answer(self):
        """All right options chosen."""
        return {"chosen": sorted(self.right_keys)}

    def chosen(self, answer):
        """The set of keys in an answer."""
        return set((answer or {}).get("chosen", []))

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """Radio buttons or checkboxes, with the earlier answer chosen."""
        chosen = sorted(self.chosen(answer))
        initial = chosen if self.most is None else next(iter(chosen), "")
        form = self.Form(data, prefix=prefix, initial={"answer": initial})
        form.fields["answer"].choices = [(option.key, option.text) for option in self.in_order(seed)]
        return form

    def in_order(self, seed):
        """The options in the order of one learner's sheet."""
        if seed and self.is_shuffled:
            return in_seeded_order(self.options, f"{seed}:{self.key}", lambda option: option.key)
        return self.options

    def is_same(self, answer, other):
        """Whether the same is chosen, in whatever order."""
        return answer is not None and self.chosen(answer) == self.chosen(other)

    def accepts(self, answer):
        """Whether every chosen key is an option of this question, each once, and no more are chosen than may be."""
        if not isinstance(answer, dict) or set(answer) != {"chosen"} or not isinstance(answer["chosen"], list):
            return False
        chosen = answer["chosen"]
        too_many = self.most is not None and len(chosen) > self.most
        return not too_many and names_each_once(chosen, {option.key for option in self.options})

    def is_answered(self, answer):
        """Whether something is chosen."""
        return bool(self.chosen(answer))

    def review(self, answer):
        """Every option, with what was chosen and why."""
        chosen = self.chosen(answer)
        return [Line(option.text, option.key in chosen, option.is_correct, option.feedback) for option in self.options]

    def offered_words(self):
        """What every option is looked back on by, by its key."""
        lines = self.review(None)
        others = {str(place): line.text for place, line in enumerate(lines[len(self.options) :])}
        return {option.key: line.text for option, line in zip(self.options, lines, strict=False)} | others


class ChooseManySnapshot(ChoiceSnapshot):
    """A question answered by choosing any number of options."""

    Form: ClassVar[type[AnswerForm]] = ChooseManyForm
    most: ClassVar[int | None] = None

    has_part_marks: bool = False

    def mark(self, answer):
        """All or nothing; with part marks, each wrong choice costs a right one, and never below nothing."""
        chosen, right = self.chosen(answer), self.right_keys
        if chosen == right:
            return Mark(Fraction(1), is_right=True)
        if not self.has_part_marks:
            return Mark(Fraction(0), is_right=False)
        earned = len(chosen & right) - len(chosen - right)
        return Mark(Fraction(max(earned, 0), len(right)), is_right=False)
