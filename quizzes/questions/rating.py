"""A scale to place oneself on, such as how far one agrees or how sure one is. There is no right answer."""

from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from .base import Question
from .choosing import ChoiceSnapshot, OptionSnapshot
from .forms import QuestionForm
from .plain import PlainQuestion
from .snapshots import Line, Mark
from .streams import as_stream, block_key

# What a new scale begins with.
AGREEMENT = [
    _("Strongly disagree"),
    _("Disagree"),
    _("Neither agree nor disagree"),
    _("Agree"),
    _("Strongly agree"),
]


class RatingForm(QuestionForm):
    """Begins a new scale with agreement, in the trainer's language; a field's own default could not be translated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.labels:
            self.initial["labels"] = self.fields["labels"].block.normalize([("label", str(one)) for one in AGREEMENT])


class RatingSnapshot(ChoiceSnapshot):
    """A scale as it was shown. Whoever chooses anything has answered it well."""

    is_scored: ClassVar[bool] = False
    is_shuffled: ClassVar[bool] = False

    type: Literal["rating"] = "rating"

    def right_answer(self):
        """Any: the last label, for demo data and benchmarks."""
        return {"chosen": [self.options[-1].key]}

    def mark(self, answer):
        """Whether it is answered. It counts in no score."""
        is_answered = self.is_answered(answer)
        return Mark(Fraction(int(is_answered)), is_answered)

    def review(self, answer):
        """What was chosen, and nothing of the rest."""
        chosen = self.chosen(answer)
        given = next((option.text for option in self.options if option.key in chosen), "")
        return [Line(gettext("There is no right answer."), was_chosen=False, is_right=False, given=given)]

    def offered_words(self):
        """Each label of the scale."""
        nothing = self.review(None)[0].text
        return {option.key: f"{nothing}: {option.text}" for option in self.options}


class PlainRating(PlainQuestion):
    """A scale in a file."""

    type: Literal["rating"]
    labels: list[Annotated[str, StringConstraints(min_length=1, max_length=100)]] = Field(min_length=2, max_length=11)


class RatingScale(Question):
    """A question about oneself, answered on a scale."""

    Snapshot = RatingSnapshot
    Plain = PlainRating

    labels = StreamField(
        [("label", blocks.CharBlock(label=_("Label"), max_length=100))],
        min_num=2,
        max_num=11,
        verbose_name=_("scale"),
        help_text=_("From one end to the other, as learners read it."),
    )

    base_form_class = RatingForm
    panels = [*Question.stem_panels, FieldPanel("labels"), *Question.about_panels]

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")

    def problems(self):
        """It needs two ends, and must be passed by nobody."""
        if self.is_must_pass:
            return {"is_must_pass": gettext("A rating has no right answer, so nobody can fail it.")}
        if len(self.labels) < 2:
            return {"labels": gettext("Write at least two labels.")}
        return {}

    def snapshot(self):
        """This question as plain data."""
        return RatingSnapshot(
            **self.common(),
            options=[
                OptionSnapshot(key=block_key(block, number), text=block.value or "")
                for number, block in enumerate(self.labels)
            ],
        )

    def fill(self, plain):
        """Take the type's own fields from a file. Labels keep their keys from load to load."""
        self.labels = as_stream(plain.uid, "label", plain.labels)

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {"labels": [block.value for block in self.labels]}
