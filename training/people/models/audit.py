"""The audit log: who did what to whom, and when. Written once, kept as long as the evidence is."""

import re
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager, LogEntryQuerySet

from training.evidence import Frozen, FrozenQuerySet

from .user import User

# A key, a code, a slug or a date. A name has a space in it, an e-mail address an @: neither gets in.
KEY = re.compile(r"[\w.:+/-]{0,80}")


class UnknownAction(ValueError):
    """No `register_log_actions` hook names this action, so nobody could read what it means."""


class NotAKey(ValueError):
    """Something in an entry's data could be prose, a name or an address."""


class AuditQuerySet(FrozenQuerySet, LogEntryQuerySet):
    """Entries; never changed, never deleted."""


class AuditManager(BaseLogEntryManager.from_queryset(AuditQuerySet)):
    """Writes entries, for `audit.record` and for Wagtail's log registry alike."""

    def get_queryset(self):
        """Entries that refuse to be changed. Wagtail's manager would give its own."""
        return AuditQuerySet(self.model, using=self._db)

    def log_action(self, instance, action, *, about=None, data=None, title=None, **kwargs):
        """Write one entry with one insert. A title is dropped: it may hold a name.

        Raises UnknownAction and NotAKey.
        """
        if not registry.action_exists(action):
            raise UnknownAction(action)
        is_one = isinstance(instance, models.Model)
        # A list of all of a kind is no one row. No row of ours has this key, and Wagtail asks for every key it finds.
        key = str(instance.pk) if is_one else "0"
        return self.create(
            content_type=ContentType.objects.get_for_model(instance, for_concrete_model=False),
            object_id=key,
            label=f"{instance._meta.label_lower} {key}" if is_one else instance._meta.label_lower,
            action=action,
            timestamp=timezone.now(),
            about=about or (instance if isinstance(instance, User) else None),
            data=keys_only(data or {}),
            **kwargs,
        )

    def for_instance(self, instance):
        """The entries on one object."""
        kind = ContentType.objects.get_for_model(instance, for_concrete_model=False)
        return self.filter(content_type=kind, object_id=str(instance.pk))

    def viewable_by_user(self, user):
        """None on Wagtail's own site history, which writes down no look: the audit log has a screen that does."""
        return self.none()


class AuditEntry(Frozen, BaseLogEntry):
    """One act. `user` did it (nobody: the site itself), to the object that content type and `object_id` name.

    `about` is the person whom it concerned, where it was one. `data` holds keys, numbers and dates, never prose: when
    a person is erased, nothing here has to change.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    # Rows outlive what they point to, and point without a constraint, as Wagtail's own logs do.
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )

    objects = AuditManager()

    class Meta(BaseLogEntry.Meta):
        abstract = False
        ordering = ["-timestamp", "-pk"]
        verbose_name = _("entry in the audit log")
        verbose_name_plural = _("audit log")
        # Adds to Wagtail's index of an act's entries.
        indexes = [
            *BaseLogEntry.Meta.indexes,
            # Serve the two questions of the log: what did she do, and what was done to her?
            models.Index(fields=["user", "-timestamp"], name="people_auditentry_by"),
            models.Index(fields=["about", "-timestamp"], name="people_auditentry_about"),
        ]

    def __str__(self):
        return f"{self.action} on {self.label}"

    def full_clean(self, **options):
        """Nothing: the manager has checked, and Wagtail's way asks the database for every key of every entry."""


def keys_only(data):
    """What may be kept of an entry's data, ready for JSON. Raises NotAKey."""
    if isinstance(data, dict):
        return {keys_only(key): keys_only(value) for key, value in data.items()}
    if isinstance(data, list | tuple | set | frozenset):
        return [keys_only(value) for value in data]
    if data is None or isinstance(data, bool | int | float):
        return data
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, str | UUID) and KEY.fullmatch(str(data)):
        return str(data)
    if isinstance(data, models.Model):
        return data.pk
    raise NotAKey(type(data).__name__)
