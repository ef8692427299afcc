"""An answer of a few words, held against those that are accepted.

The words themselves are kept apart (`ResponseText`) and may be deleted at any time: by retention, or because their
writer is erased. So the answer says in keys what came of them: `{"written": true, "fits": [keys of accepted
answers]}`. It is worked out when the answer is saved, by the edition that asked. From then on marking, looking back
and `check_records` need the keys alone, and give the same with and without the words.
"""

from fractions import Fraction
from typing import ClassVar, Literal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Answer, Given, Loss, Taken, Written
from .answering import AnswerForm
from .base import Question
from .exchanging import lost_from_written, patterns_from
from .fitting import Leniency, fits
from .plain import PlainQuestion
from .snapshots import Line, Mark, QuestionSnapshot, names_each_once
from .streams import as_stream
from .wording import LONGEST, AcceptedAnswer, AcceptedAnswerBlock, PlainAcceptedAnswer, accepted_answers
from .writing import ProseField

# Every field is named: the editor shows a missing one as "undefined".
ONE_EMPTY = [("accepted", {"pattern": "", "share": 100, "feedback": ""})]


class ShortAnswerForm(AnswerForm):
    """One line for a few words."""

    answer = ProseField(label=_("Your answer"), max_length=LONGEST)

    def __init__(self, *args, find_fits, **kwargs):
        super().__init__(*args, **kwargs)
        self.find_fits = find_fits

    def given(self):
        """The answer as data."""
        written = self.prose()
        return {"written": bool(written), "fits": self.find_fits(written) if written else []}

    def prose(self):
        """The words."""
        return self.cleaned_data["answer"]


class ShortAnswerSnapshot(QuestionSnapshot):
    """A short answer as it was asked."""

    keeps_prose: ClassVar[bool] = True

    type: Literal["short_answer"] = "short_answer"
    accepted: list[AcceptedAnswer]
    is_case_sensitive: bool = False
    is_accent_sensitive: bool = False
    allows_slips: bool = False

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None, text=""):
        """A line, with the words that are kept in it."""
        return ShortAnswerForm(data, prefix=prefix, initial={"answer": text}, find_fits=self.find_fits)

    def find_fits(self, written):
        """The keys of the accepted answers that words fit. Only where they fit none is a slip looked past."""
        strict = Leniency(case=not self.is_case_sensitive, accents=not self.is_accent_sensitive)
        found = [one.key for one in self.accepted if fits(written, one.pattern, strict)]
        if found or not self.allows_slips:
            return found
        lenient = strict._replace(slips=True)
        return [one.key for one in self.accepted if fits(written, one.pattern, lenient)]

    def right_answer(self):
        """One that fits the first accepted answer that earns everything."""
        right = self._first_right()
        return {"written": bool(right), "fits": [right.key] if right else []}

    def accepts(self, answer):
        """Whether it says that something was written, and names accepted answers."""
        if not isinstance(answer, dict) or set(answer) != {"written", "fits"}:
            return False
        written, found = answer["written"], answer["fits"]
        if not isinstance(written, bool) or not isinstance(found, list) or (found and not written):
            return False
        return names_each_once(found, {one.key for one in self.accepted})

    def is_answered(self, answer):
        """Whether something was written."""
        return bool((answer or {}).get("written"))

    def fitting(self, answer):
        """The accepted answer that was given, the one that earns most, or None."""
        found = (answer or {}).get("fits", [])
        return max((one for one in self.accepted if one.key in found), key=lambda one: one.share, default=None)

    def mark(self, answer):
        """The share of the accepted answer that it fits."""
        fitting = self.fitting(answer)
        share = fitting.share if fitting else 0
        return Mark(Fraction(share, 100), is_right=share == 100)

    def review(self, answer):
        """The accepted answer that was given and, unless that was right, one that is."""
        fitting, right = self.fitting(answer), self._first_right()
        is_right = bool(fitting) and fitting.share == 100
        given = [Line(fitting.words, True, is_right, fitting.feedback, is_key=True)] if fitting else []
        if is_right or not right:
            return given
        return [*given, Line(right.words, was_chosen=False, is_right=True, is_key=True)]

    def offered_words(self):
        """Every accepted answer."""
        return {one.key: one.words for one in self.accepted}

    def _first_right(self):
        return next((one for one in self.accepted if one.share == 100), None)


class PlainShortAnswer(PlainQuestion):
    """A short answer in a file."""

    type: Literal["short_answer"]
    accepted: list[PlainAcceptedAnswer]
    case_sensitive: bool = False
    accent_sensitive: bool = False
    allows_slips: bool = False


class ShortAnswer(Question):
    """A question answered with a few words."""

    Snapshot = ShortAnswerSnapshot
    Plain = PlainShortAnswer

    accepted = StreamField(
        [("accepted", AcceptedAnswerBlock())],
        min_num=1,
        max_num=20,
        default=ONE_EMPTY,
        verbose_name=_("accepted answers"),
        help_text=_("The first that earns 100% is shown to whoever did not get it right."),
    )
    is_case_sensitive = models.BooleanField(_("capital letters count"), default=False)
    is_accent_sensitive = models.BooleanField(_("accents count"), default=False)
    allows_slips = models.BooleanField(
        _("look past typing slips"),
        default=True,
        help_text=_("One letter missing, too many, wrong or swapped with the next, in words of five letters or more."),
    )

    panels = [
        *Question.stem_panels,
        FieldPanel("accepted"),
        MultiFieldPanel(
            [FieldPanel("is_case_sensitive"), FieldPanel("is_accent_sensitive"), FieldPanel("allows_slips")],
            _("How closely it must fit"),
        ),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("short answer question")
        verbose_name_plural = _("short answer questions")

    def problems(self):
        """Something earns everything, and not everything does."""
        right = [one for one in accepted_answers(self.accepted) if one.share == 100]
        if not right:
            return {"accepted": gettext("Give one answer 100% of the mark.")}
        if any(not one.words.strip(" …") for one in right):
            return {"accepted": gettext("With * alone, every answer would be right.")}
        return {}

    def snapshot(self):
        """This question as plain data."""
        return ShortAnswerSnapshot(
            **self.common(),
            accepted=accepted_answers(self.accepted),
            is_case_sensitive=self.is_case_sensitive,
            is_accent_sensitive=self.is_accent_sensitive,
            allows_slips=self.allows_slips,
        )

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.accepted = as_stream(plain.uid, "accepted", plain.accepted)
        self.is_case_sensitive, self.is_accent_sensitive = plain.case_sensitive, plain.accent_sensitive
        self.allows_slips = plain.allows_slips

    def plain_fields(self):
        """The type's own fields as a file has them."""
        accepted = [PlainAcceptedAnswer(**one.model_dump(exclude={"key"})) for one in accepted_answers(self.accepted)]
        return {
            "accepted": accepted,
            "case_sensitive": self.is_case_sensitive,
            "accent_sensitive": self.is_accent_sensitive,
            "allows_slips": self.allows_slips,
        }

    @classmethod
    def from_neutral(cls, body):
        """A few words. Accents and slips are for each bank to judge."""
        if not isinstance(body, Written):
            return None
        fields = {"accepted": patterns_from(body), "case_sensitive": body.is_case_sensitive}
        return Taken(fields, lost_from_written(body))

    def to_neutral(self):
        """A few words. Others hold a writer to every letter."""
        answers = (
            Answer(one.pattern, Fraction(one.share, 100), one.feedback) for one in accepted_answers(self.accepted)
        )
        is_strict = self.is_accent_sensitive and not self.allows_slips
        lost = () if is_strict else (Loss(gettext("There, every accent and every letter must be right.")),)
        return Given(Written(tuple(answers), self.is_case_sensitive), lost)
