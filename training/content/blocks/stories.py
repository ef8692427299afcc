"""The blocks a kind of page may use."""

from wagtail import blocks

from .care import ContactBlock, ContentNoteBlock, FactBlock, PauseBlock
from .media import DownloadBlock, PictureBlock
from .roles import RoleVariantBlock
from .text import AccordionBlock, CalloutBlock, CaseStudyBlock, DoDoNotBlock, QuotationBlock, TextBlock


class InfoStoryBlock(blocks.StreamBlock):
    """What a public page may hold."""

    text = TextBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    picture = PictureBlock()
    download = DownloadBlock()
    contact = ContactBlock()
    fact = FactBlock()


class LessonStoryBlock(InfoStoryBlock):
    """What a lesson may hold."""

    case_study = CaseStudyBlock()
    do_do_not = DoDoNotBlock()
    quotation = QuotationBlock()
    pause = PauseBlock()
    role_variant = RoleVariantBlock()
    content_note = ContentNoteBlock()
