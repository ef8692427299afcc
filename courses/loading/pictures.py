"""Pictures of course files, as images in Wagtail."""

from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha1

from django.core.files import File
from wagtail.images import get_image_model

from .files import BadCourseFile

_folder = ContextVar("folder of pictures")


@contextmanager
def pictures_from(folder):
    """Say where the files of the course being loaded keep their pictures."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def picture(name):
    """The image of a file, made or brought up to date; where no course is being loaded, one that is here already.

    Raises BadCourseFile where there is no such file.
    """
    folder = _folder.get(None)
    if folder is None:
        return _known(name)
    path = folder / name
    if not path.is_file():
        raise BadCourseFile(f"there is no picture {path}")
    images = get_image_model().objects
    digest = sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
    image = images.filter(title=name).first()
    if image and image.file_hash == digest:
        return image
    image = image or get_image_model()(title=name)
    with path.open("rb") as stream:
        image.file = File(stream, name=name)
        image.file_hash = digest
        image.save()
    return image


def _known(name):
    image = get_image_model().objects.filter(title=name).order_by("pk").first()
    if image is None:
        raise BadCourseFile(f"there is no picture called {name}")
    return image
