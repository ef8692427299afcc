"""What a person says about themselves."""

from . import joining
from .models import Membership


def lacks_details(user):
    """Whether the name is missing, or the frontline role in an organisation where this person learns."""
    learning_without_role = user.memberships.current().filter(role=None, access=Membership.Access.NONE)
    return not user.name or learning_without_role.exists()


def save_details(user, *, name, accommodations, extra_time, roles):
    """Keep a person's details. `roles` maps each of their memberships to a FrontlineRole or None."""
    user.name = name
    user.accommodations, user.extra_time = accommodations, extra_time
    user.save(update_fields=["name", "accommodations", "extra_time"])
    for membership, role in roles.items():
        joining.change_role(membership, role, actor=user)
