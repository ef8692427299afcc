"""Pictures that came with questions: checked as the editor checks them, and kept among Wagtail's images."""

from hashlib import sha1

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from training.content.uploading import refuse_active_svg


def refusal_of(picture):
    """Why this is no picture that a trainer could upload, in words; None where it is one."""
    file = SimpleUploadedFile(picture.name, picture.content)
    try:
        WagtailImageField().clean(file)
        if picture.name.lower().endswith(".svg"):
            refuse_active_svg(file)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return None


def others(shown):
    """Which of these (primary key of an image, picture) are not of the same bytes. One query."""
    images = get_image_model().objects.filter(pk__in=[pk for pk, _picture in shown])
    digests = dict(images.values_list("pk", "file_hash"))
    return [(pk, picture) for pk, picture in shown if digests.get(pk) != _digest(picture)]


def stored(picture, *, user=None):
    """The image of a picture: the one with the same bytes, else a new one, which is for signed-in people."""
    images = get_image_model().objects
    digest = _digest(picture)
    image = images.filter(file_hash=digest).first()
    if image is not None:
        return image
    file = ContentFile(picture.content, picture.name)
    return images.create(title=picture.name[:255], file=file, file_hash=digest, uploaded_by_user=user)


def _digest(picture):
    return sha1(picture.content, usedforsecurity=False).hexdigest()
