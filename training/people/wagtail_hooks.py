"""What people add to Wagtail: the words of its log, and the administrators' screens."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "people.join": (_("Join"), _("Joined")),
    "people.change": (_("Change membership"), _("Changed a role or access")),
    "people.leave": (_("Leave"), _("Left")),
    "people.invite": (_("Invite"), _("Invited")),
    "people.withdraw": (_("Withdraw invitation"), _("Withdrew an invitation")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what joining.py and inviting.py write down."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
