"""The site's addresses, and the floor's."""

from django.urls import path

from scripts.bench import floor
from training.urls import urlpatterns as of_the_site

urlpatterns = [
    path("floor/<int:pk>/", floor.page),
    path("floor/csv/", floor.stream),
    *of_the_site,
]
