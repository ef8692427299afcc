"""What people may believe that is not so; wrong options tell of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class Misconception(index.Indexed, models.Model):
    """A misconception. Options name it, so that statistics can say which one is common; learners never see it."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Options name it by this; do not change it."))
    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("What somebody believes, as she would say it.")
    )

    panels = [FieldPanel("key"), FieldPanel("name")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("misconception")
        verbose_name_plural = _("misconceptions")

    def __str__(self):
        return self.name
