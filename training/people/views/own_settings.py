"""The editor's page of one's own settings, without what is not kept here: a picture, and a first and a last name."""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel

# Nobody's picture is kept. A name is one field of "My details"; Wagtail would require two, and keep neither.
NOT_KEPT = (AvatarSettingsPanel, NameEmailSettingsPanel)


class OwnSettings(AccountView):
    """Wagtail's page, less the panels that ask for what is not kept."""

    def get_panels(self):
        """The other panels, so that a picture which is sent nevertheless finds no form either."""
        return [panel for panel in super().get_panels() if not isinstance(panel, NOT_KEPT)]


own_settings = require_admin_access(OwnSettings.as_view())
