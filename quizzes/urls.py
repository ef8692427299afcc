"""Addresses of this app. A POST ends in its verb."""

from django.urls import path

from .views import attempts, results, trials

app_name = "quizzes"
urlpatterns = [
    path("quizzes/<int:page_id>/start/", attempts.start, name="start"),
    path("quizzes/<int:page_id>/trial/", trials.trial, name="trial"),
    path("attempts/<int:pk>/", attempts.attempt, name="attempt"),
    path("attempts/<int:pk>/gaps/", attempts.gaps, name="gaps"),
    path("attempts/<int:pk>/submit/", attempts.submit, name="submit"),
    path("attempts/<int:pk>/result/", results.result, name="result"),
    path("responses/<int:pk>/save/", attempts.save_answer, name="save-answer"),
]
