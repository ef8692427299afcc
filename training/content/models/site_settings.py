"""Settings of care, which a trainer may change without a developer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


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
