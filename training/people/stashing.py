"""The invitation that somebody is about to accept, remembered in the session while they make an account.

Only its key is remembered, never the token.
"""

from .models import Invitation

KEY = "people.invitation"


def stash(request, invitation):
    """Remember an invitation; call on POST only."""
    request.session[KEY] = invitation.pk


def unstash(request):
    """Forget it."""
    request.session.pop(KEY, None)


def stashed_invitation(request):
    """The remembered Invitation if it is still open, else None."""
    pk = request.session.get(KEY)
    if pk is None:
        return None
    return Invitation.objects.open().select_related("organisation", "role").filter(pk=pk).first()
