"""A text with gaps, each to be filled from a list of words."""

import uuid
from itertools import chain, count
from typing import ClassVar, Literal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Gap, Gaps, Given, Taken
from .answering import AnswerForm
from .base import Question
from .gapped import mismatch, name_of, pieces_of
from .placing import (
    Choice,
    PlacingForm,
    PlacingSnapshot,
    Slot,
    folded,
    losses_of,
    part_marks_field,
    repeated,
)
from .plain import PlainQuestion
from .streams import as_stream, block_key, keyed_blocks


class GapBlock(blocks.StructBlock):
    """What belongs in one gap. Its block id is the key of the gap."""

    answer = blocks.CharBlock(label=_("What belongs here"), max_length=100)
    other_words = blocks.ListBlock(
        blocks.CharBlock(label=_("Words"), max_length=100), label=_("Other words to choose from"), default=[]
    )
    feedback = blocks.TextBlock(
        label=_("Feedback"), required=False, help_text=_("Shown with the result: why this belongs here.")
    )

    class Meta:
        icon = "form"
        label = _("Gap")


class GapForm(PlacingForm):
    """The lists, and the text that they stand in."""

    text = ""

    @property
    def paragraphs(self):
        """The text as lines of (words, row of the gap that follows or None)."""
        rows = dict(enumerate(self.rows, start=1))
        lines = [line for line in self.text.splitlines() if line.strip()]
        return [[(words, rows.get(number)) for words, number in pieces_of(line)] for line in lines]


class GapSelectSnapshot(PlacingSnapshot):
    """A text with gaps as it was asked. Each gap is a slot; the words are choices."""

    Form: ClassVar[type[AnswerForm]] = GapForm
    has_shuffled_slots: ClassVar[bool] = False

    type: Literal["gap_select"] = "gap_select"
    text: str

    @property
    def meanings(self):
        """The words to choose from, and the text: what a gap asks for is said around it."""
        return {**super().meanings, "": self.text}

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """A list of words for each gap."""
        form = super().answer_form(data, answer=answer, prefix=prefix, seed=seed)
        form.text = self.text
        return form


class PlainGap(BaseModel):
    """What belongs in one gap, in a file."""

    model_config = ConfigDict(extra="forbid")

    answer: str
    other_words: list[str] = []
    feedback: str = ""


class PlainGapSelect(PlainQuestion):
    """A text with gaps in a file."""

    type: Literal["gap_select"]
    text: str
    gaps: list[PlainGap]
    shared_words: bool = False
    part_marks: bool = False


class GapSelect(Question):
    """A text with gaps."""

    Snapshot = GapSelectSnapshot
    Plain = PlainGapSelect

    text = models.TextField(
        _("text with gaps"),
        help_text=_(
            "Write [[1]] where the first gap of the list below belongs, [[2]] for the second, and so on. For example: "
            "“If there is danger now, call [[1]].”"
        ),
    )
    gaps = StreamField(
        [("gap", GapBlock())],
        min_num=1,
        max_num=10,
        default=[("gap", {"answer": "", "other_words": [], "feedback": ""})],
        verbose_name=_("gaps"),
    )
    has_shared_words = models.BooleanField(
        _("offer all words in every gap"),
        default=False,
        help_text=_("Every gap has one and the same list then: the words of all gaps together."),
    )
    has_part_marks = part_marks_field()

    panels = [
        *Question.stem_panels,
        FieldPanel("text"),
        FieldPanel("gaps"),
        FieldPanel("has_shared_words"),
        FieldPanel("has_part_marks"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("question with gaps")
        verbose_name_plural = _("questions with gaps")

    def problems(self):
        """Text and list must have the same gaps, and each gap two words or more to choose from, all different."""
        wrong = mismatch(self.text, len(self.gaps))
        return {"text": wrong} if wrong else self._problems_of_words()

    def _problems_of_words(self):
        snapshot = self.snapshot()
        for number, (gap, slot) in enumerate(zip(self._plain_gaps(), snapshot.slots, strict=True), start=1):
            twice = repeated([gap.answer, *gap.other_words])
            if twice is not None:
                return {
                    "gaps": gettext("Gap %(number)s offers the same words twice: “%(words)s”.")
                    % {"number": number, "words": twice}
                }
            if len(snapshot.offered(slot)) < 2:
                return {"gaps": gettext("Give gap %(number)s other words to choose from.") % {"number": number}}
        return {}

    def snapshot(self):
        """This question as plain data."""
        words = self._words()
        choices = {choice.key: choice for choice in chain(*words)}
        return GapSelectSnapshot(
            **self.common(),
            text=self.text,
            slots=[
                Slot(
                    key=block_key(block, number),
                    text=name_of(number + 1, self.text),
                    right=offered[0].key,
                    offered=[] if self.has_shared_words else [choice.key for choice in offered],
                    feedback=block.value["feedback"] or "",
                )
                for number, (block, offered) in enumerate(zip(self.gaps, words, strict=True))
            ],
            choices=list(choices.values()),
            has_part_marks=self.has_part_marks,
        )

    def _words(self):
        """The choices of each gap. What belongs there comes first."""
        words = [self._words_of(block, number) for number, block in enumerate(self.gaps)]
        if not self.has_shared_words:
            return words
        # The same words of two gaps are one choice: the first of them.
        pooled = {}
        for choice in chain(*words):
            pooled.setdefault(folded(choice.text), choice)
        return [[pooled[folded(choice.text)] for choice in choices] for choices in words]

    def _words_of(self, block, number):
        # Not the gap's own key: a page's source would tell what belongs there.
        right = str(uuid.uuid5(self.key, f"words of {block_key(block, number)}"))
        others = block.value["other_words"].bound_blocks
        return [
            Choice(key=right, text=block.value["answer"] or ""),
            *(Choice(key=other.id, text=other.value or "") for other in others),
        ]

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.text = plain.text
        self.gaps = as_stream(
            plain.uid,
            "gap",
            [
                {
                    **gap.model_dump(),
                    "other_words": keyed_blocks(plain.uid, f"words {number}", gap.other_words, kind="item"),
                }
                for number, gap in enumerate(plain.gaps)
            ],
        )
        self.has_shared_words, self.has_part_marks = plain.shared_words, plain.part_marks

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {
            "text": self.text,
            "gaps": self._plain_gaps(),
            "shared_words": self.has_shared_words,
            "part_marks": self.has_part_marks,
        }

    def _plain_gaps(self):
        return [
            PlainGap(
                answer=block.value["answer"] or "",
                other_words=[words or "" for words in block.value["other_words"]],
                feedback=block.value["feedback"] or "",
            )
            for block in self.gaps
        ]

    @classmethod
    def from_neutral(cls, body):
        """A text with gaps. Where every gap offers the same words, they are shared."""
        if not isinstance(body, Gaps):
            return None
        is_shared = len(body.gaps) > 1 and len({gap.choices for gap in body.gaps}) == 1
        number = count(1)
        return Taken(
            {
                "text": "".join(part if isinstance(part, str) else f"[[{next(number)}]]" for part in body.parts),
                "gaps": _shared(body.gaps) if is_shared else [_plain(gap) for gap in body.gaps],
                "shared_words": is_shared,
                "part_marks": not body.is_all_or_nothing,
            }
        )

    def to_neutral(self):
        """A text with gaps."""
        words = [[choice.text for choice in choices] for choices in self._words()]
        # Shared words are the same list, in the same order, in every gap.
        pool = list(dict.fromkeys([offered[0] for offered in words] + list(chain(*words))))
        gaps = [
            Gap(tuple(pool), pool.index(offered[0])) if self.has_shared_words else Gap(tuple(offered), 0)
            for offered in words
        ]
        parts = [part for words, number in pieces_of(self.text) for part in (words, gaps[number - 1] if number else "")]
        body = Gaps(tuple(part for part in parts if part != ""), is_all_or_nothing=not self.has_part_marks)
        return Given(body, losses_of(self.gaps))


def _plain(gap):
    others = [words for place, words in enumerate(gap.choices) if place != gap.right]
    return PlainGap(answer=gap.choices[gap.right], other_words=others)


def _shared(gaps):
    """Gaps whose words are shared: those that belong nowhere stand with the first."""
    answers = [gap.choices[gap.right] for gap in gaps]
    others = [words for words in gaps[0].choices if words not in answers]
    return [PlainGap(answer=answer, other_words=[] if place else others) for place, answer in enumerate(answers)]
