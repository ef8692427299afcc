"""Ending one of one's own sessions. The list is allauth's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import sessions


@require_POST
@login_required
def end_session(request, pk):
    """End it, and show the rest."""
    sessions.end(request, pk)
    messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")
