"""Addresses of this app."""

from django.conf import settings
from django.urls import path

from training import addresses  # noqa: F401 - it makes <id:...> known

from . import serving, views

app_name = "content"
urlpatterns = [
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", serving.media, name="media"),
    path("whom-do-i-call/", views.whom_do_i_call, name="whom-do-i-call"),
    path("whom-do-i-call/card/", views.wallet_card, name="wallet-card"),
    path("pages/<id:page_id>/report-a-problem/", views.report_problem, name="report-problem"),
]
