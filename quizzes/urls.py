"""Addresses of this app. A POST ends in its verb."""

from django.urls import path

from training import addresses  # noqa: F401 - it makes <id:...> known

from .views import assessing, attempts, boosters, regrading, results, statistics, trials

app_name = "quizzes"
urlpatterns = [
    path("quizzes/<id:page_id>/start/", attempts.start, name="start"),
    path("quizzes/<id:page_id>/trial/", trials.trial, name="trial"),
    path("quizzes/<id:page_id>/statistics/", statistics.statistics, name="statistics"),
    path("attempts/<id:pk>/", attempts.attempt, name="attempt"),
    path("attempts/<id:pk>/gaps/", attempts.gaps, name="gaps"),
    path("attempts/<id:pk>/submit/", attempts.submit, name="submit"),
    path("attempts/<id:pk>/result/", results.result, name="result"),
    path("quizzes/<id:page_id>/questions/<uuid:question_key>/regrade/", regrading.regrade, name="regrade"),
    path("boosters/<id:pk>/<slug:token>/", boosters.booster, name="booster"),
    path("boosters/<id:pk>/<slug:token>/begin/", boosters.begin, name="begin-booster"),
    path("boosters/<id:pk>/<slug:token>/answer/", boosters.answer, name="answer-booster"),
    path("boosters/<id:pk>/<slug:token>/decline/", boosters.decline, name="decline-boosters"),
    path("marking/", assessing.queue, name="marking-queue"),
    path("responses/<id:pk>/mark/", assessing.mark_answer, name="mark-answer"),
    path("responses/<id:pk>/save/", attempts.save_answer, name="save-answer"),
]
