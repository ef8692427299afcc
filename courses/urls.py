"""Addresses of this app. A POST ends in its verb."""

from django.urls import path

from .views import learning

app_name = "courses"
urlpatterns = [
    path("my-training/", learning.my_training, name="my-training"),
    path("courses/<int:page_id>/enrol/", learning.enrol, name="enrol"),
    path("activities/<int:page_id>/complete/", learning.complete_activity, name="complete-activity"),
]
