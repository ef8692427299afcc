"""The addresses of documents, under Wagtail's names, with numbers that are bounded and answers that are private."""

from django.urls import path
from wagtail.documents.views import serve

from training import addresses  # noqa: F401 - it makes <id:...> known

from .serving import document

urlpatterns = [
    path("<id:document_id>/<path:document_filename>", document, name="wagtaildocs_serve"),
    path(
        "authenticate_with_password/<id:restriction_id>/",
        serve.authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
