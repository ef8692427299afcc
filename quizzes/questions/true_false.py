"""A sentence that is true or false, and perhaps why."""

from fractions import Fraction
from typing import ClassVar, Literal

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Given, Statement, Taken
from .base import Question
from .choosing import (
    MESSAGES,
    ChoiceSnapshot,
    ChooseOneForm,
    OptionBlock,
    OptionSnapshot,
    PlainOption,
    plain_options,
    snapshot_options,
    stream_of,
)
from .misconceiving import key_of, misconceptions_by_key
from .plain import PlainQuestion
from .snapshots import Line, Mark, in_seeded_order


class WithReasonForm(ChooseOneForm):
    """Radio buttons for the verdict, and others for the reason."""

    because = forms.ChoiceField(widget=forms.RadioSelect, required=False, error_messages=MESSAGES)

    def given(self):
        """The answer as data."""
        because = self.cleaned_data["because"]
        return {**super().given(), "because": [because] if because else []}


class TrueFalseSnapshot(ChoiceSnapshot):
    """A true-or-false question as it was asked. "True" always comes first.

    Where it asks for a reason, answers are `{"chosen": [verdict], "because": [reason]}`.
    """

    is_shuffled: ClassVar[bool] = False

    type: Literal["true_false"] = "true_false"
    reasons: list[OptionSnapshot] = []
    has_half_for_verdict: bool = False

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """Radio buttons for the verdict and, where there are reasons, for the reason."""
        if not self.reasons:
            return super().answer_form(data, answer=answer, prefix=prefix, seed=seed)
        initial = {"answer": _first(self.chosen(answer)), "because": _first(self.because(answer))}
        form = WithReasonForm(data, prefix=prefix, initial=initial)
        form.fields["answer"].choices = [(option.key, option.text) for option in self.options]
        form.fields["because"].choices = [(reason.key, reason.text) for reason in self._reasons_in_order(seed)]
        return form

    def _reasons_in_order(self, seed):
        if not seed:
            return self.reasons
        return in_seeded_order(self.reasons, f"{seed}:{self.key}", lambda reason: reason.key)

    @property
    def meanings(self):
        """The words of the verdicts and of the reasons."""
        return {**super().meanings, **{reason.key: reason.text for reason in self.reasons}}

    @property
    def right_reasons(self):
        """The keys of the right reasons."""
        return {reason.key for reason in self.reasons if reason.is_correct}

    def because(self, answer):
        """The set of reasons in an answer."""
        return set((answer or {}).get("because", []))

    def right_answer(self):
        """The right verdict, for the right reason."""
        because = {"because": sorted(self.right_reasons)} if self.reasons else {}
        return {**super().right_answer(), **because}

    def accepts(self, answer):
        """Whether the verdict, and the reason where one is asked for, are among those shown."""
        if not self.reasons:
            return super().accepts(answer)
        if not isinstance(answer, dict) or set(answer) != {"chosen", "because"}:
            return False
        return super().accepts({"chosen": answer["chosen"]}) and self._accepts_reason(answer["because"])

    def _accepts_reason(self, because):
        return isinstance(because, list) and because in [[], *([reason.key] for reason in self.reasons)]

    def is_same(self, answer, other):
        """Whether the verdict is the same, and for the same reason."""
        return super().is_same(answer, other) and self.because(answer) == self.because(other)

    def is_answered(self, answer):
        """Whether a verdict or a reason is chosen."""
        return bool(self.chosen(answer) or self.because(answer))

    def mark(self, answer):
        """All for the right verdict and, where one is asked for, the right reason. The verdict alone may earn half."""
        if self.chosen(answer) != self.right_keys:
            return Mark(Fraction(0), is_right=False)
        if self.because(answer) == self.right_reasons:
            return Mark(Fraction(1), is_right=True)
        return Mark(Fraction(int(self.has_half_for_verdict), 2), is_right=False)

    def review(self, answer):
        """Both verdicts, then every reason."""
        because = self.because(answer)
        reasons = [
            Line(
                gettext("Because: %(reason)s") % {"reason": reason.text},
                reason.key in because,
                reason.is_correct,
                reason.feedback,
            )
            for reason in self.reasons
        ]
        return super().review(answer) + reasons


def _first(keys):
    return next(iter(sorted(keys)), "")


class PlainTrueFalse(PlainQuestion):
    """A true-or-false question in a file."""

    type: Literal["true_false"]
    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""
    misconception: str = ""
    reasons: list[PlainOption] = []
    half_for_verdict: bool = False

    def misconceptions(self):
        """The keys of those that it and its reasons name."""
        return {self.misconception, *(reason.misconception for reason in self.reasons)} - {""}


class TrueFalse(Question):
    """A sentence to call true or false."""

    Snapshot = TrueFalseSnapshot
    Plain = PlainTrueFalse

    is_true = models.BooleanField(_("the sentence is true"), default=False)
    feedback_true = models.TextField(_("feedback for “true”"), blank=True)
    feedback_false = models.TextField(_("feedback for “false”"), blank=True)
    misconception = models.ForeignKey(
        "quizzes.Misconception",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("misconception"),
        help_text=_("What somebody may believe who gets it wrong. For statistics: learners never see it."),
    )

    reasons = StreamField(
        [("option", OptionBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("reasons"),
        help_text=_("To ask why as well, write reasons, of which one is right. None of them should give it away."),
    )
    has_half_for_verdict = models.BooleanField(
        _("give half for the verdict"),
        default=False,
        help_text=_("Who says rightly “true” or “false” for another reason earns half."),
    )

    panels = [
        *Question.stem_panels,
        FieldPanel("is_true"),
        FieldPanel("feedback_true"),
        FieldPanel("feedback_false"),
        FieldPanel("misconception"),
        MultiFieldPanel([FieldPanel("reasons"), FieldPanel("has_half_for_verdict")], _("Why it is so")),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("true or false question")
        verbose_name_plural = _("true or false questions")

    def problems(self):
        """Where it asks for a reason, it needs several, and exactly one that is right."""
        reasons = snapshot_options(self.reasons)
        if reasons and (len(reasons) == 1 or sum(reason.is_correct for reason in reasons) != 1):
            return {"reasons": gettext("Write at least two reasons, and mark exactly one as right.")}
        return {}

    def snapshot(self):
        """This question as plain data. Costs a query where there is a misconception."""
        true = self._option("true", gettext("True"), self.is_true, self.feedback_true)
        false = self._option("false", gettext("False"), not self.is_true, self.feedback_false)
        return TrueFalseSnapshot(
            **self.common(),
            options=[true, false],
            reasons=snapshot_options(self.reasons),
            has_half_for_verdict=self.has_half_for_verdict,
        )

    def _option(self, key, text, is_correct, feedback):
        misconception = "" if is_correct else key_of(self.misconception)
        return OptionSnapshot(key=key, text=text, is_correct=is_correct, feedback=feedback, misconception=misconception)

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.is_true = plain.answer
        self.feedback_true, self.feedback_false = plain.feedback_true, plain.feedback_false
        self.misconception_id = misconceptions_by_key([plain.misconception]).get(plain.misconception)
        self.reasons = stream_of(plain.reasons, plain.uid, "reason")
        self.has_half_for_verdict = plain.half_for_verdict

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {
            "answer": self.is_true,
            "feedback_true": self.feedback_true,
            "feedback_false": self.feedback_false,
            "misconception": key_of(self.misconception),
            "reasons": plain_options(self.reasons),
            "half_for_verdict": self.has_half_for_verdict,
        }

    @classmethod
    def from_neutral(cls, body):
        """A statement."""
        if not isinstance(body, Statement):
            return None
        fields = {"feedback_true": body.feedback_true, "feedback_false": body.feedback_false}
        return Taken({"answer": body.is_true, **fields})

    def to_neutral(self):
        """A statement. Nobody else asks for the reason."""
        if self.reasons:
            return None
        return Given(Statement(self.is_true, self.feedback_true, self.feedback_false))
