"""A page of a long list, as components/pagination.html expects it."""

from django.core.paginator import Paginator


def page_of(items, request, *, size=50):
    """Context for one page of a queryset; a page number that makes no sense gives the nearest page."""
    page = Paginator(items, size).get_page(request.GET.get("page"))
    return {"page_of_items": page, "page_numbers": page.paginator.get_elided_page_range(page.number)}
