"""Frontline roles: the trades whose work takes them to where people may be exploited."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrontlineRole(models.Model):
    """A trade, such as trading standards; courses and pages speak to it by its slug."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("frontline role")
        verbose_name_plural = _("frontline roles")

    def __str__(self):
        return self.name
