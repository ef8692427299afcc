"""Blocks that pages are composed of, one family to a module."""

from .care import ContactBlock, ContentNoteBlock, FactBlock, PauseBlock
from .media import DownloadBlock, PictureBlock
from .roles import RoleVariantBlock
from .stories import InfoStoryBlock, LessonStoryBlock
from .text import (
    AccordionBlock,
    CalloutBlock,
    CaseStudyBlock,
    DoDoNotBlock,
    QuotationBlock,
    TextBlock,
)

__all__ = [
    "AccordionBlock",
    "CalloutBlock",
    "CaseStudyBlock",
    "ContactBlock",
    "ContentNoteBlock",
    "DoDoNotBlock",
    "DownloadBlock",
    "FactBlock",
    "InfoStoryBlock",
    "LessonStoryBlock",
    "PauseBlock",
    "PictureBlock",
    "QuotationBlock",
    "RoleVariantBlock",
    "TextBlock",
]
