"""Names the app."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """The `quizzes` app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "quizzes"
