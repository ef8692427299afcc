"""Names the app, and connects it to what others announce."""

from django.apps import AppConfig
from django.core import checks


class CertificatesConfig(AppConfig):
    """The `certificates` app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "certificates"

    def ready(self):
        """Listen, and have `manage.py check` look for what PDFs need."""
        from . import receivers  # noqa: F401  connects itself
        from .checks import check_pdf

        checks.register(check_pdf)
