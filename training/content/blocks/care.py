"""Blocks that look after the reader: content notes, pauses, whom to call, what is known."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .choosing import ContactChooserBlock


class ContentNoteBlock(blocks.StructBlock):
    """What is coming, in which form, how long, and what one may do instead. Brief, factual, calm."""

    themes = blocks.CharBlock(label=_("What it describes"), help_text=_("Name it; do not describe it."))
    form = blocks.CharBlock(label=_("In which form"), default="text")
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=120)
    instead = blocks.CharBlock(label=_("What you can do instead"))

    class Meta:
        icon = "info-circle"
        label = _("Content note")
        template = "blocks/content_note.html"


class PauseBlock(blocks.StructBlock):
    """A question to sit with. Nothing is typed and nothing is stored."""

    prompt = blocks.CharBlock(label=_("Something to think about"))

    class Meta:
        icon = "time"
        label = _("Pause")
        template = "blocks/pause.html"


class ContactBlock(blocks.StructBlock):
    """A contact from the register, resolved when shown."""

    contact = ContactChooserBlock("content.Contact", label=_("Contact"))

    class Meta:
        icon = "mail"
        label = _("Contact")
        template = "blocks/contact.html"


class FactBlock(blocks.StructBlock):
    """A fact from the register, with its source, resolved when shown."""

    fact = SnippetChooserBlock("content.Fact", label=_("Fact"))

    class Meta:
        icon = "check"
        label = _("Fact")
        template = "blocks/fact.html"
