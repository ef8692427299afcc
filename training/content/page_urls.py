"""The addresses of pages. They come last, since a page may stand at any address."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from . import views

urlpatterns = [
    # Links are made from Wagtail's own name for it, which is the same address.
    re_path(wagtail_urls.serve_pattern, views.serve_page, name="page"),
    path("", include(wagtail_urls)),
]
