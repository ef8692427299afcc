"""Addresses of this app. Certificates go by their code; the public half is /check/."""

from django.urls import include, path

from training import addresses  # noqa: F401 - it makes <id:...> known

from .views import checking, own, team

certificates = [
    path("check/", checking.ask, name="check"),
    path("check-file/", checking.check_file, name="check-file"),
    path("check/<str:code>/", checking.check, name="check"),
    path("certificates/<str:code>/download/", own.download, name="download"),
    path("my-certificates/", own.mine, name="mine"),
    path("my-certificates/<id:enrolment_id>/make/", own.make, name="make"),
    path("my-certificates/<str:code>/correct/", own.correct, name="correct"),
    path("team-certificates/", team.team, name="team"),
    path("team-certificates/download/", team.team_zip, name="team-zip"),
]
urlpatterns = [path("", include((certificates, "certificates")))]
