"""The addresses of pages. They come last, since a page may stand at any address."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from . import views

urlpatterns = [
    # Without a name: links are made from Wagtail's own, which is the same.
    re_path(wagtail_urls.serve_pattern, views.serve_page),
    path("", include(wagtail_urls)),
]
