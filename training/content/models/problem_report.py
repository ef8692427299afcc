"""What readers said is wrong with a page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemReport(models.Model):
    """A message to the trainers about a page; never about a person or a case."""

    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    page_title = models.CharField(_("page"), max_length=255)
    message = models.TextField(_("what is wrong"), max_length=1000)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    is_done = models.BooleanField(_("dealt with"), default=False)

    class Meta:
        ordering = ["is_done", "-reported_at"]
        verbose_name = _("problem with a page")
        verbose_name_plural = _("problems with pages")

    def __str__(self):
        return self.page_title
