"""Addresses of this app."""

from django.urls import path

from training import addresses  # noqa: F401 - it makes <id:...> known

from . import views

app_name = "content"
urlpatterns = [
    path("whom-do-i-call/", views.whom_do_i_call, name="whom-do-i-call"),
    path("whom-do-i-call/card/", views.wallet_card, name="wallet-card"),
    path("pages/<id:page_id>/report-a-problem/", views.report_problem, name="report-problem"),
]
