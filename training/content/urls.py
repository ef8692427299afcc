"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "content"
urlpatterns = [
    path("whom-do-i-call/", views.whom_do_i_call, name="whom-do-i-call"),
    path("pages/<int:page_id>/report-a-problem/", views.report_problem, name="report-problem"),
]
