"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """training.notices under the label `notices`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.notices"
    label = "notices"
