"""Names the app and connects it to what trainers publish."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """The `quizzes` app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "quizzes"

    def ready(self):
        """Listen to Wagtail. Imported here, since the receivers need the models."""
        from . import receivers  # noqa: F401
