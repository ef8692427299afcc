"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [path("outbox/", views.outbox, name="outbox")]
