"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """training.content under the label `content`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.content"
    label = "content"
