"""Who may have a picture or a file. The one place that answers; an address that is hard to guess is no permission."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from training.people import second_step


def find(path):
    """What lies at a path below the media folder: (the stored file, the picture it belongs to), or (None, None).

    It is looked up among the pictures' sizes, and never opened by its path. The original of a photograph is not
    among them: it may be large, and may say where it was taken.
    """
    model = get_image_model()
    rendition = model.get_rendition_model().objects.filter(file=path).select_related("image__collection").first()
    if rendition is not None:
        return rendition.file, rendition.image
    image = model.objects.filter(file=path).select_related("collection").first()
    return (image.file, image) if image is not None else (None, None)


def is_original(file, picture):
    """Whether a file is a photograph as it was uploaded. A drawing has no other sizes."""
    return file.name == picture.file.name and not picture.is_svg()


def may_have(request, thing):
    """Whether this visitor may have a picture or a document.

    Trainers have all; signed-in people what lies in no private collection; anybody what a public page shows.
    """
    if is_for_trainer(request):
        return True
    return _collection_lets(request, thing) and (request.user.is_authenticated or is_on_a_public_page(thing))


def is_for_trainer(request):
    """Whether a trainer asks, who has shown who she is as the site requires: else she has what everybody has."""
    user = request.user
    return user.is_authenticated and user.is_trainer and second_step.is_enough(request)


def is_on_a_public_page(thing):
    """Whether a published page that anybody may read shows it. Costs a few queries."""
    of_pages = ContentType.objects.get_for_model(Page)
    uses = ReferenceIndex.get_references_to(thing).filter(base_content_type=of_pages)
    keys = [int(key) for key in uses.values_list("object_id", flat=True).distinct()]
    live = Page.objects.filter(pk__in=keys).live().public().select_related("content_type")
    return any(_label(page) in settings.PUBLIC_PAGES for page in live)


def _label(page):
    return f"{page.content_type.app_label}.{page.content_type.model}"


def _collection_lets(request, thing):
    above = thing.collection.get_ancestors(inclusive=True)
    restrictions = CollectionViewRestriction.objects.filter(collection__in=above)
    return all(restriction.accept_request(request) for restriction in restrictions)
