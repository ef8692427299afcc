"""Cards to sort into groups."""

from typing import ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..formats.neutral import Given, Group, Groups, Taken
from .base import Question
from .placing import (
    Choice,
    PlacingSnapshot,
    Slot,
    losses_of,
    part_marks_field,
    repeated,
)
from .plain import PlainQuestion
from .streams import as_stream, block_key, keyed_blocks


class CardBlock(blocks.StructBlock):
    """One card."""

    text = blocks.CharBlock(label=_("Card"), max_length=300)
    feedback = blocks.TextBlock(
        label=_("Feedback"), required=False, help_text=_("Shown with the result: why it belongs to this group.")
    )

    class Meta:
        icon = "doc-empty"
        label = _("Card")


class GroupBlock(blocks.StructBlock):
    """A group with its cards. Its block id is the key of the group; those of the list are the keys of the cards."""

    name = blocks.CharBlock(label=_("Name of the group"), max_length=100)
    cards = blocks.ListBlock(
        CardBlock(), label=_("Cards that belong here"), default=[], help_text=_("A group may stay empty.")
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Group")


class CategoriseSnapshot(PlacingSnapshot):
    """Cards as they were asked. Each card is a slot, and each group a choice, in its author's order."""

    has_shuffled_choices: ClassVar[bool] = False
    blank: ClassVar[str | None] = None

    type: Literal["categorise"] = "categorise"


class PlainCard(BaseModel):
    """One card in a file."""

    model_config = ConfigDict(extra="forbid")

    text: str
    feedback: str = ""


class PlainGroup(BaseModel):
    """A group with its cards in a file."""

    model_config = ConfigDict(extra="forbid")

    name: str
    cards: list[PlainCard] = []


class PlainCategorise(PlainQuestion):
    """Groups with their cards in a file."""

    type: Literal["categorise"]
    groups: list[PlainGroup]
    part_marks: bool = False


class Categorise(Question):
    """Cards that belong to groups."""

    Snapshot = CategoriseSnapshot
    Plain = PlainCategorise

    groups = StreamField(
        [("group", GroupBlock())],
        min_num=2,
        max_num=5,
        default=[("group", {"name": "", "cards": []})] * 2,
        verbose_name=_("groups"),
        help_text=_("Each with the cards that belong to it. Learners see the cards shuffled."),
    )
    has_part_marks = part_marks_field()

    panels = [*Question.stem_panels, FieldPanel("groups"), FieldPanel("has_part_marks"), *Question.about_panels]

    class Meta:
        verbose_name = _("sorting question")
        verbose_name_plural = _("sorting questions")

    def problems(self):
        """It needs two groups and two cards or more, and no words twice."""
        groups = self._plain_groups()
        cards = [card.text for group in groups for card in group.cards]
        if len(groups) < 2 or len(cards) < 2:
            return {"groups": gettext("Write at least two groups and two cards.")}
        twice = repeated([group.name for group in groups]) or repeated(cards)
        if twice is not None:
            return {"groups": gettext("These words are there twice: “%(words)s”.") % {"words": twice}}
        return {}

    def snapshot(self):
        """This question as plain data."""
        groups = [(block_key(block, number), block.value) for number, block in enumerate(self.groups)]
        return CategoriseSnapshot(
            **self.common(),
            slots=[
                Slot(key=card.id, text=card.value["text"] or "", right=key, feedback=card.value["feedback"] or "")
                for key, group in groups
                for card in group["cards"].bound_blocks
            ],
            choices=[Choice(key=key, text=group["name"] or "") for key, group in groups],
            has_part_marks=self.has_part_marks,
        )

    def fill(self, plain):
        """Take the type's own fields from a file."""
        self.groups = as_stream(
            plain.uid,
            "group",
            [
                {
                    "name": group.name,
                    "cards": keyed_blocks(plain.uid, f"card {number}", group.cards, kind="item"),
                }
                for number, group in enumerate(plain.groups)
            ],
        )
        self.has_part_marks = plain.part_marks

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {"groups": self._plain_groups(), "part_marks": self.has_part_marks}

    def _plain_groups(self):
        return [
            PlainGroup(
                name=block.value["name"] or "",
                cards=[
                    PlainCard(text=card["text"] or "", feedback=card["feedback"] or "") for card in block.value["cards"]
                ],
            )
            for block in self.groups
        ]

    @classmethod
    def from_neutral(cls, body):
        """Cards in groups."""
        if not isinstance(body, Groups):
            return None
        groups = [PlainGroup(name=one.name, cards=[PlainCard(text=card) for card in one.cards]) for one in body.groups]
        return Taken({"groups": groups, "part_marks": not body.is_all_or_nothing})

    def to_neutral(self):
        """Cards in groups."""
        groups = tuple(Group(one.name, tuple(card.text for card in one.cards)) for one in self._plain_groups())
        cards = [card for group in self.groups for card in group.value["cards"].bound_blocks]
        return Given(Groups(groups, is_all_or_nothing=not self.has_part_marks), losses_of(cards))
