"""Names the app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """The `certificates` app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "certificates"
