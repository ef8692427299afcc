"""Names the app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """The `courses` app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "courses"

    def ready(self):
        """Listen to what happens to memberships."""
        from . import receivers  # noqa: F401
