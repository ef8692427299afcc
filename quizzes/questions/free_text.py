"""Words of one's own: compared by their writer with a model answer, or marked by a person.

Compared, they are neither sent nor stored: the box has no name, so no browser posts what stands in it. What is kept are
keys: `{"done": true, "met": [keys of criteria that the writer found met]}`. Marked, they are kept as prose, beside
`{"done": true, "met": []}`, and the points that a person gives stand in an event.
"""

from fractions import Fraction
from typing import Literal

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Given, Loss, Prose, Taken
from .answering import AnswerForm
from .base import Question
from .choosing import MESSAGES
from .criteria import Criterion, CriterionBlock, PlainCriterion, criteria_of
from .plain import PlainQuestion
from .snapshots import Line, Mark, QuestionSnapshot, names_each_once
from .streams import as_stream
from .writing import ProseField

# Two pages on a phone. The database takes a little more.
LONGEST = 4000


class ComparedForm(AnswerForm):
    """The rubric, to tick oneself."""

    met = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False, error_messages=MESSAGES)
    done = forms.BooleanField(label=_("I have written my answer, and compared it"), required=False)

    def given(self):
        """The answer as data. Whoever ticks what is met has compared."""
        met = self.cleaned_data["met"]
        return {"done": self.cleaned_data["done"] or bool(met), "met": met}


class WrittenForm(AnswerForm):
    """A box, for a person to read."""

    words = ProseField(label=_("Write here"), max_length=LONGEST, widget=forms.Textarea)

    def given(self):
        """The answer as data."""
        return {"done": bool(self.prose()), "met": []}

    def prose(self):
        """The words."""
        return self.cleaned_data["words"]


class FreeTextSnapshot(QuestionSnapshot):
    """A question to write about, as it was asked."""

    type: Literal["free_text"] = "free_text"
    marked_by_person: bool = False
    model_answer: str = ""
    criteria: list[Criterion] = []

    @property
    def is_marked_by_person(self):
        """Whether its author chose that."""
        return self.marked_by_person

    @property
    def is_scored(self):
        """What one compares oneself is for practice."""
        return self.is_marked_by_person

    @property
    def keeps_prose(self):
        """What a person marks has to be kept for her."""
        return self.is_marked_by_person

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None, text=""):
        """The rubric, with what was met before ticked; or the box, with the words that are kept."""
        if self.is_marked_by_person:
            return WrittenForm(data, prefix=prefix, initial={"words": text})
        form = ComparedForm(data, prefix=prefix, initial=answer or {})
        form.fields["met"].choices = [(one.key, one.text) for one in self.criteria]
        return form

    def right_answer(self):
        """Everything met, as far as that is the writer's to say."""
        return {"done": True, "met": [] if self.is_marked_by_person else [one.key for one in self.criteria]}

    def accepts(self, answer):
        """Whether it names points of this rubric, each once, and nothing is met that was not done."""
        if not isinstance(answer, dict) or set(answer) != {"done", "met"}:
            return False
        done, met = answer["done"], answer["met"]
        if not isinstance(done, bool) or not isinstance(met, list) or (met and not done):
            return False
        return names_each_once(met, set(self.right_answer()["met"]))

    def is_answered(self, answer):
        """Whether it was done."""
        return bool((answer or {}).get("done"))

    def mark(self, answer):
        """To have written and compared is all that is asked; or a person must say."""
        is_done = self.is_answered(answer)
        if is_done and self.is_marked_by_person:
            return Mark(None, None)
        return Mark(Fraction(int(is_done)), is_done)

    def mark_from(self, points):
        """The share of all points. Only all of them are right."""
        share = Fraction(sum(points.values()), sum(one.points for one in self.criteria))
        return Mark(share, is_right=share == 1)

    def review(self, answer):
        """Each point of the rubric, and whether its writer found it met."""
        if self.is_marked_by_person:
            return [Line(one.text, was_chosen=False, is_right=False) for one in self.criteria]
        met = (answer or {}).get("met", [])
        return [self._line(one, one.key in met) for one in self.criteria] or [self._model_line(answer)]

    def _line(self, criterion, is_met):
        return Line(
            criterion.text, is_met, is_met, verdict=gettext("You ticked it") if is_met else gettext("Not ticked")
        )

    def _model_line(self, answer):
        return Line(gettext("Written and compared"), self.is_answered(answer), self.is_answered(answer))


class PlainFreeText(PlainQuestion):
    """A question to write about, in a file."""

    type: Literal["free_text"]
    marked_by_person: bool = False
    model_answer: str = ""
    criteria: list[PlainCriterion] = []


class FreeText(Question):
    """A question to write about in words of one's own."""

    Snapshot = FreeTextSnapshot
    Plain = PlainFreeText

    is_marked_by_person = models.BooleanField(
        _("a trainer marks it"),
        default=False,
        help_text=_(
            "Then what was written is kept for half a year, and the quiz has no result until it is marked. "
            "Otherwise learners compare it themselves: it is neither sent nor kept, and not scored."
        ),
    )
    model_answer = models.TextField(
        _("model answer"), blank=True, help_text=_("Shown to whoever has written, to compare with.")
    )
    criteria = StreamField(
        [("criterion", CriterionBlock())],
        blank=True,
        max_num=12,
        verbose_name=_("what a good answer shows"),
        help_text=_("The writer ticks what her own words show. Where a trainer marks it, each is worth its points."),
    )

    panels = [
        *Question.stem_panels,
        FieldPanel("is_marked_by_person"),
        FieldPanel("model_answer"),
        FieldPanel("criteria"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("free-text question")
        verbose_name_plural = _("free-text questions")

    def problems(self):
        """There is something to compare with, and something to give points for."""
        if self.is_marked_by_person and not self.criteria:
            return {"criteria": gettext("Say for what there are points.")}
        if not self.model_answer.strip() and not self.criteria:
            return {"model_answer": gettext("Give a model answer, or say what a good answer shows.")}
        return {}

    def snapshot(self):
        """This question as plain data."""
        return FreeTextSnapshot(
            **self.common(),
            marked_by_person=self.is_marked_by_person,
            model_answer=self.model_answer,
            criteria=criteria_of(self.criteria),
        )

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.is_marked_by_person, self.model_answer = plain.marked_by_person, plain.model_answer
        self.criteria = as_stream(plain.uid, "criterion", plain.criteria)

    def plain_fields(self):
        """The type's own fields as a file has them."""
        criteria = [PlainCriterion(**one.model_dump(exclude={"key"})) for one in criteria_of(self.criteria)]
        return {
            "marked_by_person": self.is_marked_by_person,
            "model_answer": self.model_answer,
            "criteria": criteria,
        }

    @classmethod
    def from_neutral(cls, body):
        """Some sentences to write. Whether a person marks them is for this bank to say."""
        if not isinstance(body, Prose):
            return None
        losses = [Loss(gettext("Its writer compares it here, unless you choose that a trainer marks it."))]
        if body.guidance:
            losses.append(Loss(gettext("The notes for whoever marks became the model answer, which learners see.")))
        return Taken({"model_answer": body.guidance}, tuple(losses))

    def to_neutral(self):
        """Some sentences to write."""
        lost = (Loss(gettext("What a good answer shows, point by point, is left out.")),) if self.criteria else ()
        return Given(Prose(self.model_answer), lost)
