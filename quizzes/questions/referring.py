"""The boxes of a practice referral: in the editor, in a snapshot and in a file. Holds no question type."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks

from .rubric import KEYS, RULES, met
from .streams import block_key

RULE_CHOICES = [(rule.key, rule.label) for rule in RULES]


class ReferralFieldBlock(blocks.StructBlock):
    """One box of the form. Its block id is the key that answers refer to."""

    label = blocks.CharBlock(label=_("Label"), max_length=150)
    hint = blocks.CharBlock(label=_("Hint"), required=False, max_length=300)
    rubric = blocks.MultipleChoiceBlock(
        label=_("What it must show"), choices=RULE_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    least = blocks.IntegerBlock(label=_("Fewest words"), min_value=1, max_value=200, default=8)
    mentions = blocks.CharBlock(
        label=_("Also count as when and where"),
        required=False,
        max_length=300,
        help_text=_("Words of this case, with commas between: car wash, loading bay"),
    )
    avoid = blocks.CharBlock(
        label=_("Also count as harmful"),
        required=False,
        max_length=300,
        help_text=_("Words that must not occur here, with commas between."),
    )
    model_answer = blocks.TextBlock(label=_("Model answer"), max_length=1000)

    class Meta:
        icon = "edit"
        label = _("Box")


class PlainReferralField(BaseModel):
    """One box in a file."""

    model_config = ConfigDict(extra="forbid")

    label: str
    hint: str = ""
    rubric: list[str]
    least: int = Field(8, ge=1, le=200)
    mentions: str = ""
    avoid: str = ""
    model_answer: str


class ReferralField(PlainReferralField):
    """One box as it was shown."""

    key: str

    def phrases_for(self, rule):
        """The author's own words beside those of a rule."""
        own = {"specific": self.mentions, "harmless": self.avoid}.get(rule, "")
        return [phrase.strip() for phrase in own.split(",") if phrase.strip()]

    @property
    def rules(self):
        """Its rules, in the order of the table."""
        return [rule for rule in RULES if rule.key in self.rubric]

    @property
    def in_page(self):
        """What the script needs to know of it."""
        own = {rule: self.phrases_for(rule) for rule in ("specific", "harmless")}
        return {"key": self.key, "rubric": self.rubric, "least": self.least, "own": own}


def referral_fields(stream):
    """The boxes of a stream as plain data."""
    return [
        ReferralField(
            key=block_key(block, place),
            label=block.value["label"] or "",
            hint=block.value["hint"] or "",
            rubric=[key for key in KEYS if key in (block.value["rubric"] or [])],
            least=block.value["least"] or 1,
            mentions=block.value["mentions"] or "",
            avoid=block.value["avoid"] or "",
            model_answer=block.value["model_answer"] or "",
        )
        for place, block in enumerate(stream)
    ]


def problem_of(field):
    """What keeps a box from being asked, as a sentence, or None. A model answer must itself be a good one."""
    if not field.rubric:
        return gettext("“%(label)s”: choose at least one thing that it must show.") % {"label": field.label}
    missing = [str(rule.label) for rule in field.rules if rule.key not in met(field.model_answer, field)]
    if missing:
        return gettext("“%(label)s”: the model answer does not show: %(missing)s.") % {
            "label": field.label,
            "missing": ", ".join(missing),
        }
    return None


def usual_fields():
    """The boxes that a new question begins with, shaped like a referral. The model answers are the author's."""
    boxes = [
        (_("What happened"), _("What you saw or heard, when and where."), "present specific source harmless"),
        (_("What the person said"), _("In their own words."), "present own_words harmless"),
        (_("What worries you"), _("The signs, and how you know of each."), "present source harmless"),
        (_("What the person wants"), _("What you explained, and what they agreed to."), "present consent"),
        (_("Safety now"), _("What they need today, and when to be in touch safely."), "present specific"),
    ]
    empty = {"least": 8, "mentions": "", "avoid": "", "model_answer": ""}
    values = [{"label": str(label), "hint": str(hint), "rubric": rubric.split()} for label, hint, rubric in boxes]
    # The editor takes what a callable gives as it is.
    return boxes_block().normalize([("field", {**value, **empty}) for value in values])


def boxes_block():
    """What the stream of boxes holds."""
    return blocks.StreamBlock([("field", ReferralFieldBlock())])
