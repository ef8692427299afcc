"""Every address of the site. Apps are named by string only, so that the ground imports nothing above it."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

handler500 = "training.operating.failing.failed"

urlpatterns = [
    path("", include("training.people.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include("training.content.document_urls")),
    path("reports/", include("training.reports.urls")),
    path("", include("training.notices.urls")),
    path("", include("training.operating.urls")),
    path("", include("training.content.urls")),
    path("", include("courses.urls")),
    path("", include("quizzes.urls")),
    path("", include("certificates.urls")),
    path("", include("training.content.page_urls")),
]
