"""People, the organisations they work for, and what they may see there."""

from .audit import AuditEntry
from .invitation import Invitation
from .membership import Membership
from .organisation import Organisation
from .role import FrontlineRole
from .user import User

__all__ = ["AuditEntry", "FrontlineRole", "Invitation", "Membership", "Organisation", "User"]
