"""Choosers that ask the database once a page. In migrations they stand as Wagtail's own."""

from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .. import calling

# What a picture is shown in; the browser takes the smallest that is sharp.
PICTURE_SIZES = ("width-320", "width-640", "width-960")


class ContactChooserBlock(SnippetChooserBlock):
    """A contact, taken from the register that the request has read already."""

    canonical_module_path = "wagtail.snippets.blocks.SnippetChooserBlock"

    def bulk_to_python(self, values):
        """Find each contact by its primary key, in order; None for one that is gone."""
        found = {contact.pk: contact for contact in calling.contacts().values()}
        return [found.get(value) for value in values]


class PictureChooserBlock(ImageChooserBlock):
    """A picture with its sizes, so that ten pictures cost no more than one."""

    canonical_module_path = "wagtail.images.blocks.ImageChooserBlock"

    def bulk_to_python(self, values):
        """Find each picture by its primary key, in order; None for one that is gone."""
        images = self.model_class.objects.prefetch_renditions(*PICTURE_SIZES).in_bulk(values)
        return [images.get(value) for value in values]
