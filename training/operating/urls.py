"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "operating"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
