"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save


class ContentConfig(AppConfig):
    """training.content under the label `content`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.content"
    label = "content"

    def ready(self):
        """Read the register of contacts once a request; make pictures' sizes when a page is published."""
        from wagtail.signals import page_published

        from . import calling, receivers

        request_started.connect(calling.open_register, dispatch_uid="content.open_register")
        request_finished.connect(calling.close_register, dispatch_uid="content.close_register")
        for changed in (post_save, post_delete):
            for register in ("Contact", "Fact"):
                model = self.get_model(register)
                changed.connect(
                    calling.was_changed, sender=model, dispatch_uid=f"content.change_{model._meta.model_name}"
                )
        page_published.connect(receivers.page_was_published, dispatch_uid="content.page_was_published")
