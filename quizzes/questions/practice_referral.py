"""A referral to practise on a made-up case. Nothing that is typed is ever kept or sent on.

In a page with scripts the words never leave it: the boxes lose their names, and the checks run there. Without, the
server reads the words once, checks them and shows them again in that one reply. What is kept are keys: that it was
done, and which rules each box met: `{"done": true, "fields": {"key of a box": ["present", "specific"]}}`.
"""

import json
from fractions import Fraction
from typing import ClassVar, Literal, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from courses.loading.blocks import html
from training.content import screening

from .answering import AnswerForm
from .base import Question
from .plain import PlainQuestion
from .referring import (
    PlainReferralField,
    ReferralField,
    ReferralFieldBlock,
    problem_of,
    referral_fields,
    usual_fields,
)
from .rubric import met, table
from .snapshots import Line, Mark, QuestionSnapshot
from .streams import as_stream
from .writing import ProseField

LONGEST = 2000


class Box(NamedTuple):
    """A box as it is shown: its field of the form, what it asks, and the rules met, or None before the check."""

    bound: forms.BoundField
    field: ReferralField
    met: list | None

    @property
    def rules(self):
        """[(rule, whether it is met)]."""
        return [(rule, rule.key in (self.met or [])) for rule in self.field.rules]


class ReferralForm(AnswerForm):
    """A box for each part of the referral, and what an earlier check found, which alone is kept."""

    result = forms.CharField(required=False, max_length=10_000)

    def __init__(self, *args, snapshot, **kwargs):
        super().__init__(*args, **kwargs)
        self.snapshot = snapshot
        for place, asked in enumerate(snapshot.fields):
            widget = forms.Textarea(attrs={"rows": 4})
            self.fields[f"box{place}"] = ProseField(label=asked.label, max_length=LONGEST, widget=widget)

    def clean_result(self):
        """What the page found. It can only be keys of this question."""
        text = self.cleaned_data["result"]
        try:
            found = json.loads(text) if text else {}
        # No page of ours nests so deep that reading it fails.
        except (ValueError, RecursionError):
            found = None
        if not self.snapshot.accepts({"done": bool(found), "fields": found}):
            raise forms.ValidationError(_("Choose one of the options shown."), code="invalid_choice")
        return found

    @property
    def texts(self):
        """What was typed, box by box, where this is the reply to a page without scripts. Call it on a valid form."""
        return [self.cleaned_data.get(f"box{place}", "") for place in range(len(self.snapshot.fields))]

    def given(self):
        """The answer as data: of what was typed, else of what was found before."""
        if any(self.texts):
            typed = zip(self.snapshot.fields, self.texts, strict=True)
            return {"done": True, "fields": {asked.key: met(text, asked) for asked, text in typed}}
        found = self.cleaned_data["result"]
        return {"done": bool(found), "fields": found}

    @property
    def boxes(self):
        """What the template shows."""
        is_checked = self.is_bound and self.is_valid() and any(self.texts)
        found = self.given()["fields"] if is_checked else {}
        return [
            Box(self[f"box{place}"], asked, found.get(asked.key)) for place, asked in enumerate(self.snapshot.fields)
        ]


class PracticeReferralSnapshot(QuestionSnapshot):
    """A practice referral as it was asked."""

    is_scored: ClassVar[bool] = False
    is_checked_in_page: ClassVar[bool] = True

    type: Literal["practice_referral"] = "practice_referral"
    case_file: str
    fields: list[ReferralField]

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """Empty boxes always, and what an earlier check found."""
        found = (answer or {}).get("fields")
        initial = {"result": json.dumps(found) if found else ""}
        return ReferralForm(data, prefix=prefix, initial=initial, snapshot=self)

    @property
    def in_page(self):
        """What the script needs: the rules, the boxes, and what looks personal."""
        return {
            "rules": table(),
            "boxes": [asked.in_page for asked in self.fields],
            "personal": screening.for_browsers(),
        }

    def right_answer(self):
        """Every rule met."""
        return {"done": True, "fields": {asked.key: asked.rubric for asked in self.fields}}

    def accepts(self, answer):
        """Whether it names boxes of this question, and rules of theirs."""
        if not isinstance(answer, dict) or set(answer) != {"done", "fields"}:
            return False
        done, found = answer["done"], answer["fields"]
        if not isinstance(done, bool) or not isinstance(found, dict) or bool(found) != done:
            return False
        rubrics = {asked.key: asked.rubric for asked in self.fields}
        return all(
            key in rubrics and isinstance(rules, list) and rules == [rule for rule in rubrics[key] if rule in rules]
            for key, rules in found.items()
        )

    def is_answered(self, answer):
        """Whether it was done."""
        return bool((answer or {}).get("done"))

    def mark(self, answer):
        """To have practised is all that is asked."""
        is_done = self.is_answered(answer)
        return Mark(Fraction(int(is_done)), is_done)

    def review(self, answer):
        """For each box how many rules it met, what is missing, and a model answer."""
        found = (answer or {}).get("fields", {})
        return [self._line(asked, found.get(asked.key, [])) for asked in self.fields]

    def _line(self, asked, found):
        missing = [str(rule.bad) for rule in asked.rules if rule.key not in found]
        verdict = gettext("%(met)d of %(all)d") % {"met": len(found), "all": len(asked.rules)}
        return Line(
            asked.label,
            was_chosen=False,
            is_right=not missing,
            feedback=" ".join(missing),
            expected=asked.model_answer,
            verdict=verdict,
        )


class PlainPracticeReferral(PlainQuestion):
    """A practice referral in a file."""

    type: Literal["practice_referral"]
    case_file: str
    fields: list[PlainReferralField]


class PracticeReferral(Question):
    """A made-up case, and a form to fill in about it. Not scored."""

    Snapshot = PracticeReferralSnapshot
    Plain = PlainPracticeReferral

    case_file = RichTextField(
        _("case file"),
        features=["bold", "italic", "ol", "ul"],
        help_text=_("A made-up case. Never one that happened."),
    )
    boxes = StreamField(
        [("field", ReferralFieldBlock())], min_num=1, max_num=12, default=usual_fields, verbose_name=_("boxes")
    )

    panels = [*Question.stem_panels, FieldPanel("case_file"), FieldPanel("boxes"), *Question.about_panels]

    class Meta:
        verbose_name = _("practice referral")
        verbose_name_plural = _("practice referrals")

    def problems(self):
        """Every box has something to show, and a model answer that shows it."""
        found = [problem_of(asked) for asked in referral_fields(self.boxes)]
        found = [problem for problem in found if problem]
        return {"boxes": " ".join(found)} if found else {}

    def snapshot(self):
        """This question as plain data."""
        return PracticeReferralSnapshot(**self.common(), case_file=self.case_file, fields=referral_fields(self.boxes))

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.case_file = html(plain.case_file)
        self.boxes = as_stream(plain.uid, "field", plain.fields)

    def plain_fields(self):
        """The type's own fields as a file has them."""
        boxes = [PlainReferralField(**asked.model_dump(exclude={"key"})) for asked in referral_fields(self.boxes)]
        return {"case_file": self.case_file, "fields": boxes}
