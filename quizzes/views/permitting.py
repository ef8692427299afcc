"""Who may exchange questions with other systems: whoever may write them."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from wagtail.permissions import policy_registry

from ..models import Question


def for_authors(view):
    """Refuse whoever may not add questions, as Wagtail's own screens do."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_write(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def may_write(user):
    """Whether this person may add questions."""
    return policy_registry.get_by_type(Question).user_has_permission(user, "add")
