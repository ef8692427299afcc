"""Every address of the site. Apps are named by string only, so that the ground imports nothing above it."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler500 = "training.operating.failing.failed"

urlpatterns = [
    path("", include("training.people.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("reports/", include("training.reports.urls")),
    path("", include("training.notices.urls")),
    path("", include("training.operating.urls")),
    path("", include("training.content.urls")),
    path("", include("courses.urls")),
    path("", include("quizzes.urls")),
    path("", include("certificates.urls")),
    path("", include("training.content.page_urls")),
]
if settings.MEDIA_IS_SERVED:
    urlpatterns.insert(0, re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
