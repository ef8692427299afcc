"""Makes the sizes of a page's pictures once it is published, so that no reader waits for them."""

from functools import partial

from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from .blocks.choosing import PICTURE_SIZES


def page_was_published(sender, instance, **_):
    """Make the sizes when the publishing is certain: it is slow, and a page without them is still whole."""
    transaction.on_commit(partial(make_picture_sizes, instance), robust=True)


def make_picture_sizes(page):
    """Make what is missing of the sizes of every picture that a page uses. Drawings need none."""
    model = get_image_model()
    references = ReferenceIndex.get_references_for_object(page).filter(
        to_content_type__app_label=model._meta.app_label, to_content_type__model=model._meta.model_name
    )
    for image in model.objects.filter(pk__in=[reference.to_object_id for reference in references]):
        if not image.is_svg():
            image.get_renditions(*PICTURE_SIZES)
