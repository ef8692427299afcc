"""What we teach as fact, with where it comes from and until when it holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .register import Area, Reviewed


class Fact(index.Indexed, Reviewed):
    """One claim with its source. Lessons and questions name it by its key."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Pages name the fact by this; do not change it."))
    claim = models.TextField(_("claim"), help_text=_("In plain words, as a learner reads it."))
    source = models.TextField(_("source"))
    area = models.CharField(_("where it holds"), max_length=20, choices=Area, default=Area.UK)

    search_fields = [index.SearchField("claim"), index.AutocompleteField("claim"), index.SearchField("key")]

    class Meta:
        ordering = ["key"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self):
        return f"{self.key}: {self.claim}"
