"""Blocks of words. Rich text may name a contact as {{contact:key}}; it is resolved when shown."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


def rich_text(**options):
    """A rich text field with the features that our templates style."""
    return blocks.RichTextBlock(features=FEATURES, **options)


class TextBlock(blocks.StructBlock):
    """Paragraphs, lists and small headings."""

    text = rich_text(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class CalloutBlock(blocks.StructBlock):
    """Something to remember, set apart."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    text = rich_text(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "blocks/callout.html"


class CaseStudyBlock(blocks.StructBlock):
    """A fictional visit, with questions to think about."""

    title = blocks.CharBlock(label=_("Title"))
    text = rich_text(label=_("What happened"), help_text=_("Fictional only. Say so if it could be taken for real."))
    questions = blocks.ListBlock(blocks.CharBlock(), label=_("Questions to think about"), default=[])

    class Meta:
        icon = "doc-full"
        label = _("Case study")
        template = "blocks/case_study.html"


class DoDoNotBlock(blocks.StructBlock):
    """What to do beside what not to do."""

    do = blocks.ListBlock(blocks.CharBlock(), label=_("Do"))
    do_not = blocks.ListBlock(blocks.CharBlock(), label=_("Do not"))

    class Meta:
        icon = "list-ul"
        label = _("Do and do not")
        template = "blocks/do_do_not.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, used with consent."""

    text = blocks.TextBlock(label=_("Words"))
    attribution = blocks.CharBlock(
        label=_("Whose words"),
        required=False,
        help_text=_("Only with their consent, in the form they chose."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation.html"


class AccordionSectionBlock(blocks.StructBlock):
    """One part of an accordion."""

    heading = blocks.CharBlock(label=_("Heading"))
    text = rich_text(label=_("Text"))


class AccordionBlock(blocks.StructBlock):
    """Parts that open one at a time."""

    sections = blocks.ListBlock(AccordionSectionBlock(), label=_("Sections"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        template = "blocks/accordion.html"
