"""Settings of care, which a trainer may change without a developer."""

from django.core.cache import caches
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from ..finding import remember_site


@register_setting(icon="help")
class CareSettings(BaseSiteSetting):
    """How the site looks after its readers."""

    exit_on_public_pages = models.BooleanField(
        _("show “Exit this page” on public help pages"),
        default=True,
        help_text=_("Public pages may be read by people who live with somebody who controls them."),
    )
    exit_in_lessons = models.BooleanField(_("show “Exit this page” in lessons"), default=False)
    exit_url = models.URLField(_("where “Exit this page” leads"), default="https://www.bbc.co.uk/weather")

    class Meta:
        verbose_name = _("care settings")

    def save(self, *args, **kwargs):
        """Keep the settings, and let this process read them anew."""
        super().save(*args, **kwargs)
        caches["process"].delete(f"care-{self.site_id}")

    @classmethod
    def in_force(cls, request):
        """The settings of this site, or the defaults. Writes nothing; each process asks the database once a minute."""
        remember_site(request)
        site = Site.find_for_request(request)
        if site is None:
            return cls()
        found = caches["process"].get(f"care-{site.pk}")
        if found is None:
            found = cls.objects.filter(site=site).first() or cls(site=site)
            caches["process"].set(f"care-{site.pk}", found)
        return found
