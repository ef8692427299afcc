"""Records that are evidence: written once, and then neither changed nor deleted."""

from django.db import models


class FrozenError(TypeError):
    """Something tried to change a record that is evidence."""


class FrozenQuerySet(models.QuerySet):
    """Rows that are written once. Only erasing a person may touch them, and it goes round by design."""

    def update(self, **fields):
        """Refuse."""
        raise FrozenError(f"{self.model.__name__} rows are written once.")

    def delete(self):
        """Refuse."""
        raise FrozenError(f"{self.model.__name__} rows are never deleted.")


class Frozen(models.Model):
    """A record that is written once: an edition, an event, a completion."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options):
        """Write the row once.

        Raises FrozenError where it exists already.
        """
        if not self._state.adding:
            raise FrozenError(f"{type(self).__name__} rows are written once.")
        super().save(**{**options, "force_insert": True})

    def delete(self, **options):
        """Refuse."""
        raise FrozenError(f"{type(self).__name__} rows are never deleted.")
