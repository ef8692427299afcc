"""What was loaded from a file, so that loading again keeps what a trainer changed since."""

from django.db import models


class LoadMark(models.Model):
    """One thing that a course file made. `kind` and `key` name it, such as "contact" and "ms_helpline".

    `digest` is of the file's words; `marker` is of what they made (a record's digest, a revision's id).
    """

    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    marker = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="content_loadmark_once")]

    def __str__(self):
        return f"{self.kind}:{self.key}"
