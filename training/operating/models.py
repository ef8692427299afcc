"""What a site remembers about its own running."""

from django.db import models


class Heartbeat(models.Model):
    """When something that must happen again and again last came to its end, such as a round of the ticker."""

    name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # There is one answer to "when was the last?".
            models.UniqueConstraint(fields=["name"], name="operating_heartbeat_name"),
        ]

    def __str__(self):
        return f"{self.name} at {self.at}"
