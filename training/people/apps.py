"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """training.people under the label `people`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.people"
    label = "people"

    def ready(self):
        """Keep the trainers' group and the shared cache right after every migrate."""
        from .shared_cache import make_table
        from .trainers import grant

        post_migrate.connect(make_table, sender=self, dispatch_uid="people.shared_cache")
        post_migrate.connect(grant, dispatch_uid="people.trainers")
