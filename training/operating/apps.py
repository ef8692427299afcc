"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """training.operating under the label `operating`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.operating"
    label = "operating"

    def ready(self):
        """Connect the receivers."""
        from . import receivers  # noqa: F401
