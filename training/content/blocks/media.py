"""Pictures and files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .choosing import PictureChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it."""

    image = PictureChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What the picture shows"), help_text=_("Read aloud instead of the picture."))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class DownloadBlock(blocks.StructBlock):
    """A file to keep."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Link text"))

    class Meta:
        icon = "download"
        label = _("Download")
        template = "blocks/download.html"
