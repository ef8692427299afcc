"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.show, name="report"),
    path("<slug:slug>/<slug:file_format>/", views.download, name="download"),
]
