"""Messages to people. The row decides that a message is sent once, whatever happens."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One message to one address about one thing. `subject_key` names the thing, such as "invitation:17"."""

    address = models.EmailField()
    kind = models.CharField(max_length=50)
    subject_key = models.CharField(max_length=100)
    due_on = models.DateField()
    data = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    try_again_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # The insert decides who sends: a second one for the same thing and day is refused.
            models.UniqueConstraint(fields=["address", "kind", "subject_key", "due_on"], name="notices_notice_once"),
        ]
        indexes = [
            # Serves the ticker's question: what is still to be sent?
            models.Index(fields=["due_on"], condition=models.Q(sent_at=None), name="notices_notice_unsent"),
        ]

    def __str__(self):
        return f"{self.kind} to {self.address}"
