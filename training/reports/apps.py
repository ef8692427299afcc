"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReportsConfig(AppConfig):
    """training.reports under the label `reports`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.reports"
    label = "reports"

    def ready(self):
        """Import every app's `reports` module: a report or column exists by being there."""
        autodiscover_modules("reports")
