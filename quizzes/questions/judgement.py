"""A situation to judge: each option is best, reasonable or unsafe, and has a consequence."""

from fractions import Fraction
from typing import Literal

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Answer, Choices, Given, Loss
from .base import Question
from .choosing import ChoiceSnapshot, OptionSnapshot
from .misconceiving import key_of, misconception_block, misconceptions_by_key
from .plain import PlainQuestion
from .snapshots import Line, Mark
from .streams import as_stream, block_key


class Rating(models.TextChoices):
    """How safe and useful it would be to do so."""

    BEST = "best", _("Best")
    REASONABLE = "reasonable", _("Reasonable")
    UNSAFE = "unsafe", _("Unsafe")


class JudgedOptionBlock(blocks.StructBlock):
    """One thing that one could do. Its block id is the key that answers refer to."""

    text = blocks.CharBlock(label=_("Option"), max_length=300)
    rating = blocks.ChoiceBlock(label=_("It is"), choices=Rating.choices, default=Rating.UNSAFE)
    consequence = blocks.TextBlock(
        label=_("What would happen next"),
        required=False,
        help_text=_("A sentence or two. Everybody reads it with their result, whatever they chose."),
    )
    misconception = misconception_block()

    class Meta:
        icon = "list-ul"
        label = _("Option")


def judged_options_field():
    """The options of a judgement, in a stream that begins with two empty ones."""
    # Every field is named: the editor shows a missing one as "undefined".
    empty = ("option", {"text": "", "rating": Rating.UNSAFE, "consequence": "", "misconception": None})
    options = [("option", JudgedOptionBlock())]
    return StreamField(options, min_num=2, max_num=10, default=[empty, empty], verbose_name=_("options"))


class JudgedOption(OptionSnapshot):
    """One option as it was shown. Its feedback is its consequence."""

    rating: Rating = Rating.UNSAFE


class JudgementSnapshot(ChoiceSnapshot):
    """A judgement as it was asked."""

    type: Literal["judgement"] = "judgement"
    options: list[JudgedOption]
    reasonable_percent: int = 50

    def right_answer(self):
        """One best option: only one may be chosen."""
        return {"chosen": sorted(self.right_keys)[:1]}

    def mark(self, answer):
        """Best earns all, reasonable its share, unsafe nothing. Only best is right."""
        chosen = {option.rating for option in self.options if option.key in self.chosen(answer)}
        if Rating.BEST in chosen:
            return Mark(Fraction(1), is_right=True)
        share = self.reasonable_percent if Rating.REASONABLE in chosen else 0
        return Mark(Fraction(share, 100), is_right=False)

    def review(self, answer):
        """Every option with its rating and its consequence."""
        chosen = self.chosen(answer)
        return [
            Line(
                option.text,
                option.key in chosen,
                option.is_correct,
                option.feedback,
                verdict=str(Rating(option.rating).label),
            )
            for option in self.options
        ]


class PlainJudgedOption(BaseModel):
    """One option in a file."""

    model_config = ConfigDict(extra="forbid")

    text: str
    rating: Literal["best", "reasonable", "unsafe"]
    consequence: str = ""
    misconception: str = ""


class PlainJudgement(PlainQuestion):
    """A judgement in a file."""

    type: Literal["judgement"]
    options: list[PlainJudgedOption]
    reasonable_percent: int = Field(default=50, ge=0, le=99)

    def misconceptions(self):
        """The keys of those its options name."""
        return {option.misconception for option in self.options} - {""}


class Judgement(Question):
    """A question in which one judges what to do."""

    Snapshot = JudgementSnapshot
    Plain = PlainJudgement

    options = judged_options_field()
    reasonable_percent = models.PositiveSmallIntegerField(
        _("what a reasonable choice earns, in per cent"),
        default=50,
        validators=[MaxValueValidator(99)],
        help_text=_("The best choice earns 100 per cent, an unsafe one nothing. Only the best is right."),
    )

    panels = [
        *Question.stem_panels,
        FieldPanel("options"),
        FieldPanel("reasonable_percent"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")

    def problems(self):
        """It needs a best option, another that is not, and a consequence for each."""
        options = self.snapshot_options()
        if not 0 < sum(option.is_correct for option in options) < len(options):
            return {"options": gettext("Rate at least one option as best, and at least one as not.")}
        if not all(option.feedback.strip() for option in options):
            return {"options": gettext("Say for each option what would happen next.")}
        return {}

    def snapshot(self):
        """This question as plain data."""
        return JudgementSnapshot(
            **self.common(), options=self.snapshot_options(), reasonable_percent=self.reasonable_percent
        )

    def snapshot_options(self):
        """The options as plain data."""
        return [
            JudgedOption(
                key=block_key(block, number),
                text=block.value["text"] or "",
                is_correct=block.value["rating"] == Rating.BEST,
                feedback=block.value["consequence"] or "",
                rating=block.value["rating"] or Rating.UNSAFE,
                misconception=key_of(block.value.get("misconception")),
            )
            for number, block in enumerate(self.options)
        ]

    def fill(self, plain):
        """Take the type's own fields from a file. Options keep their keys from load to load."""
        known = misconceptions_by_key(plain.misconceptions())
        values = [option.model_dump() | {"misconception": known.get(option.misconception)} for option in plain.options]
        self.options = as_stream(plain.uid, "option", values)
        self.reasonable_percent = plain.reasonable_percent

    def plain_fields(self):
        """The type's own fields as a file has them."""
        options = [
            PlainJudgedOption(
                text=option.text,
                rating=option.rating,
                consequence=option.feedback,
                misconception=option.misconception,
            )
            for option in self.snapshot_options()
        ]
        return {"options": options, "reasonable_percent": self.reasonable_percent}

    def to_neutral(self):
        """Options, each with its share: no other system rates them."""
        snapshot = self.snapshot()
        shares = [snapshot.mark({"chosen": [option.key]}).fraction for option in snapshot.options]
        options = [
            Answer(option.text, share, option.feedback) for option, share in zip(snapshot.options, shares, strict=True)
        ]
        return Given(
            Choices(tuple(options)), (Loss(gettext("It comes back as a single choice: its ratings become shares.")),)
        )
