"""What reports write down in the audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what the views write down."""
    actions.register_action("reports.view", _("Look at a report"), _("Looked at a report"))
    actions.register_action("reports.download", _("Download a report"), _("Began to download a report"))
    actions.register_action("reports.downloaded", _("Finish a download"), _("Downloaded so many rows of a report"))
