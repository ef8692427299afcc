"""A manager invites people and looks after the invitations that are not answered."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from .. import audit, inviting
from ..forms.team import InviteForm, InviteManyForm
from ..inviting_many import invite_many as invite_list
from ..paging import page_of
from ..scope import organisations_managed_by


def for_managers(view):
    """Answer 404 to whoever manages nobody; the view gets the organisations that this person manages."""

    @login_required
    @wraps(view)
    def managed(request, *args, **kwargs):
        organisations = organisations_managed_by(request.user)
        if not organisations.exists():
            raise Http404
        return view(request, organisations, *args, **kwargs)

    return managed


@for_managers
def invite(request, organisations):
    """Invite one person."""
    form = InviteForm(request.POST or None, organisations=organisations, initial=_first(organisations))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            inviting.invite(email=email, actor=request.user, **form.place())
        except inviting.AlreadyMember as already:
            form.add_error("email", _("%(email)s %(reason)s.") % {"email": email, "reason": already})
        else:
            messages.success(request, _("We have invited %(email)s.") % {"email": email})
            return redirect("people:invitations")
    return render(request, "people/invite.html", {"form": form})


@for_managers
def invite_many(request, organisations):
    """Invite everybody on a pasted list; what is wrong stays in the box with its reason."""
    form = InviteManyForm(request.POST or None, organisations=organisations, initial=_first(organisations))
    outcome = None
    if request.method == "POST" and form.is_valid():
        outcome = invite_list(text=form.cleaned_data["people"], actor=request.user, **form.place())
        if not outcome.bad and not outcome.left_alone:
            messages.success(request, _number_invited(outcome))
            return redirect("people:invitations")
        data = request.POST.copy()
        data["people"] = outcome.bad_text
        form = InviteManyForm(initial=data.dict(), organisations=organisations)
    context = {"form": form, "outcome": outcome, "number_invited": outcome and _number_invited(outcome)}
    return render(request, "people/invite_many.html", context)


@for_managers
def invitations(request, organisations):
    """The invitations that nobody has answered yet."""
    waiting = inviting.unanswered().filter(organisation__in=organisations)
    waiting = waiting.select_related("organisation", "role", "invited_by").order_by("-invited_at", "-pk")
    shown = page_of(waiting, request)
    top = organisations.order_by("path").first()
    audit.record("people.view_invitations", top, user=request.user, data=audit.numbers_of(shown["page_of_items"]))
    return render(request, "people/invitations.html", shown)


@require_POST
@for_managers
def resend_invitation(request, organisations, pk):
    """Send a fresh link; the old one stops working."""
    invitation = _waiting(organisations, pk)
    try:
        inviting.resend(invitation, actor=request.user)
    except inviting.AlreadyMember as already:
        parts = {"email": invitation.email, "reason": already}
        messages.error(request, _("%(email)s %(reason)s.") % parts)
    else:
        messages.success(request, _("We have sent %(email)s a new link.") % {"email": invitation.email})
    return redirect("people:invitations")


@require_POST
@for_managers
def withdraw_invitation(request, organisations, pk):
    """Make the link stop working."""
    invitation = _waiting(organisations, pk)
    inviting.withdraw(invitation, actor=request.user)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("people:invitations")


def _first(organisations):
    return {"organisation": organisations.order_by("path").first()}


def _waiting(organisations, pk):
    waiting = inviting.unanswered().select_related("organisation", "role")
    return get_object_or_404(waiting.filter(organisation__in=organisations), pk=pk)


def _number_invited(outcome):
    number = len(outcome.invited)
    if not number:
        return _("We have invited nobody.")
    return ngettext("We have invited %(number)d person.", "We have invited %(number)d people.", number) % {
        "number": number
    }
