"""Prompts, each to be matched with its answer."""

import uuid
from typing import Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Given, Pairs, Taken
from .base import Question
from .placing import Choice, PlacingSnapshot, Slot, losses_of, part_marks_field, repeated
from .plain import PlainQuestion
from .streams import as_stream, block_key


class PairBlock(blocks.StructBlock):
    """A prompt and its answer. Its block id is the key of the prompt."""

    prompt = blocks.CharBlock(label=_("Prompt"), max_length=300, help_text=_("Such as a situation, or a word."))
    answer = blocks.CharBlock(label=_("Answer"), max_length=150, help_text=_("What belongs to it, in a few words."))
    feedback = blocks.TextBlock(
        label=_("Feedback"), required=False, help_text=_("Shown with the result: why these two belong together.")
    )

    class Meta:
        icon = "link"
        label = _("Pair")


class MatchingSnapshot(PlacingSnapshot):
    """Prompts as they were asked. Each prompt is a slot, and every answer a choice for all of them."""

    type: Literal["matching"] = "matching"


class PlainPair(BaseModel):
    """A prompt and its answer in a file."""

    model_config = ConfigDict(extra="forbid")

    prompt: str
    answer: str
    feedback: str = ""


class PlainMatching(PlainQuestion):
    """Prompts with their answers, and answers that fit none, in a file."""

    type: Literal["matching"]
    pairs: list[PlainPair]
    other_answers: list[str] = []
    part_marks: bool = False


class Matching(Question):
    """Prompts, each with one answer of its own."""

    Snapshot = MatchingSnapshot
    Plain = PlainMatching

    pairs = StreamField(
        [("pair", PairBlock())],
        min_num=2,
        max_num=10,
        default=[("pair", {"prompt": "", "answer": "", "feedback": ""})] * 2,
        verbose_name=_("pairs"),
    )
    other_answers = StreamField(
        [("answer", blocks.CharBlock(label=_("Answer"), max_length=150))],
        blank=True,
        max_num=10,
        verbose_name=_("other answers"),
        help_text=_("Answers that fit none of the prompts, so that the last one cannot be guessed."),
    )
    has_part_marks = part_marks_field()

    panels = [
        *Question.stem_panels,
        FieldPanel("pairs"),
        FieldPanel("other_answers"),
        FieldPanel("has_part_marks"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("matching question")
        verbose_name_plural = _("matching questions")

    def problems(self):
        """It needs two pairs or more, and no words twice among the prompts or among the answers."""
        pairs = self._plain_pairs()
        if len(pairs) < 2:
            return {"pairs": gettext("Write at least two pairs.")}
        prompt = repeated([pair.prompt for pair in pairs])
        if prompt is not None:
            return {"pairs": gettext("Two prompts have the same words: “%(words)s”.") % {"words": prompt}}
        answer = repeated([*(pair.answer for pair in pairs), *self._plain_others()])
        if answer is not None:
            return {
                "pairs": gettext(
                    "The answer “%(words)s” is there twice. Where several belong to one, let learners sort cards."
                )
                % {"words": answer}
            }
        return {}

    def snapshot(self):
        """This question as plain data."""
        prompts = [block_key(block, number) for number, block in enumerate(self.pairs)]
        # Not the prompt's own key: a page's source would tell what belongs together.
        answers = [str(uuid.uuid5(self.key, f"answer to {prompt}")) for prompt in prompts]
        pairs = self._plain_pairs()
        others = [
            Choice(key=block_key(block, f"other {number}"), text=block.value or "")
            for number, block in enumerate(self.other_answers)
        ]
        return MatchingSnapshot(
            **self.common(),
            slots=[
                Slot(key=prompt, text=pair.prompt, right=answer, feedback=pair.feedback)
                for prompt, answer, pair in zip(prompts, answers, pairs, strict=True)
            ],
            choices=[
                *(Choice(key=answer, text=pair.answer) for answer, pair in zip(answers, pairs, strict=True)),
                *others,
            ],
            has_part_marks=self.has_part_marks,
        )

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.pairs = as_stream(plain.uid, "pair", plain.pairs)
        self.other_answers = as_stream(plain.uid, "answer", plain.other_answers)
        self.has_part_marks = plain.part_marks

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {
            "pairs": self._plain_pairs(),
            "other_answers": self._plain_others(),
            "part_marks": self.has_part_marks,
        }

    def _plain_pairs(self):
        return [PlainPair(**{name: words or "" for name, words in block.value.items()}) for block in self.pairs]

    def _plain_others(self):
        return [block.value or "" for block in self.other_answers]

    @classmethod
    def from_neutral(cls, body):
        """What belongs together."""
        if not isinstance(body, Pairs):
            return None
        pairs = [PlainPair(prompt=prompt, answer=answer) for prompt, answer in body.pairs]
        others = {"other_answers": list(body.extras), "part_marks": not body.is_all_or_nothing}
        return Taken({"pairs": pairs, **others})

    def to_neutral(self):
        """What belongs together."""
        pairs = tuple((pair.prompt, pair.answer) for pair in self._plain_pairs())
        body = Pairs(pairs, tuple(self._plain_others()), is_all_or_nothing=not self.has_part_marks)
        return Given(body, losses_of(self.pairs))
