"""Addresses of this app. A POST ends in its verb."""

from django.urls import path

from training import addresses  # noqa: F401 - it makes <id:...> known

from .views import assigning, exempting, learning, requirements, team_training, withdrawing

app_name = "courses"
urlpatterns = [
    path("my-training/", learning.my_training, name="my-training"),
    path("my-training/<id:enrolment_id>/withdraw/", withdrawing.withdraw, name="withdraw"),
    path("courses/<id:page_id>/enrol/", learning.enrol, name="enrol"),
    path("activities/<id:page_id>/complete/", learning.complete_activity, name="complete-activity"),
    path("team-training/", team_training.team_training, name="team-training"),
    path("team-training/assign/", assigning.assign, name="assign"),
    path("team-training/assign/check/", assigning.check_assignment, name="check-assignment"),
    path("team-training/assign/make/", assigning.make_assignment, name="make-assignment"),
    path("team-training/assignments/", requirements.assignments, name="assignments"),
    path("team-training/assignments/<uuid:key>/change-date/", requirements.change_due, name="change-due"),
    path("team-training/assignments/<uuid:key>/end/", requirements.end_requirement, name="end-requirement"),
    path("team-training/assignments/<uuid:key>/people/", exempting.people_asked, name="people-asked"),
    path("team-training/assignments/<uuid:key>/people/<id:person_id>/exempt/", exempting.exempt, name="exempt"),
]
