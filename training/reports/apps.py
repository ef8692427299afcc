"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """training.reports under the label `reports`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.reports"
    label = "reports"
