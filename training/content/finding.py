"""The page that stands at an address, found with fewer questions than Wagtail asks by itself."""

from functools import cache

from django.core.cache import caches
from wagtail.models import Page, Site

from training.prepared import Prepared


def remember_site(request):
    """Tell Wagtail which site was asked for, as this process found it within the last minute."""
    if not hasattr(request, "_wagtail_site"):
        key = f"site-{request.get_host()}-{request.get_port()}"
        # A list, since there may be no site.
        found = caches["process"].get_or_set(key, lambda: [Site.find_for_request(request)])
        request._wagtail_site = found[0]


def live_page_at(url_path):
    """The published page that stands at a path in the tree, as its own type, or None. Mostly one query.

    What type it was is remembered, and only that: the page itself is read anew, and looked for among all types
    where there is none of that type any more.
    """
    key = f"type-at-{url_path}"
    remembered = caches["process"].get(key)
    page = remembered and _at(remembered).first(url_path)
    if page is None:
        page = _at(Page).first(url_path)
        page = page and page.specific
        if page is not None:
            caches["process"].set(key, type(page))
    return page


@cache
def _at(model):
    return Prepared(lambda url_path: model.objects.filter(url_path=url_path, live=True)[:1], "/a/path/")
