"""The page behind the link of an invitation."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from .. import inviting
from ..details import lacks_details
from ..models import User
from ..stashing import stash


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, token):
    """Show an invitation; POST accepts it. Showing writes nothing, since mail scanners follow links."""
    invitation = inviting.find(token)
    if invitation is None:
        raise Http404
    is_theirs = request.user.is_authenticated and request.user.email == invitation.email
    if request.method == "POST" and invitation.state == "open":
        if is_theirs:
            return _accept(request, invitation)
        if request.user.is_anonymous:
            return _send_to_account(request, invitation)
    context = {"invitation": invitation, "is_theirs": is_theirs}
    return render(request, "people/accept_invitation.html", context)


def _accept(request, invitation):
    try:
        inviting.accept(invitation, request.user)
    except inviting.NotOpen as closed:
        messages.error(request, str(closed))
        return redirect(request.path)
    messages.success(request, _("You have joined %(organisation)s.") % {"organisation": invitation.organisation})
    return redirect("people:profile" if lacks_details(request.user) else "courses:my-training")


def _send_to_account(request, invitation):
    if User.objects.filter(email=invitation.email).exists():
        return redirect_to_login(request.path, "account_login")
    stash(request, invitation)
    return redirect("account_signup")
