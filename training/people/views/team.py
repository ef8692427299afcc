"""A manager's people: see them, change what they may do, end their membership."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import audit, joining
from ..forms.team import LeaveForm, MembershipForm, TeamFilter
from ..models import Membership
from ..paging import page_of
from ..scope import memberships_seen_by, organisations_managed_by, organisations_seen_by


@login_required
def team(request):
    """List the people in one's part of the tree. Managers and auditors only."""
    organisations = organisations_seen_by(request.user)
    top = organisations.order_by("path").first()
    if top is None:
        raise Http404
    filters = TeamFilter(request.GET, organisations=organisations)
    memberships = (
        # Who is erased belongs until the day is over, and there is nothing left to change.
        filters.narrow(memberships_seen_by(request.user).current().filter(user__erased_at=None))
        .select_related("user", "organisation", "role")
        .order_by(Lower("user__name"), "user__email", "pk")
    )
    managed = organisations_managed_by(request.user)
    shown = page_of(memberships, request)
    asked = {"filters": audit.filters_of(filters)} if filters.is_valid() else {}
    audit.record("people.view_team", top, user=request.user, data=audit.numbers_of(shown["page_of_items"]) | asked)
    context = {
        "filters": filters,
        **shown,
        "managed": set(managed.values_list("pk", flat=True)),
    }
    return render(request, "people/team.html", context)


@login_required
def change_membership(request, pk):
    """Change a member's role or access."""
    membership = _membership_managed_by(request.user, pk)
    form = MembershipForm(request.POST or None, instance=membership)
    if request.method == "POST" and form.is_valid():
        # The form has put the new values on its instance; the writer compares with what is stored.
        stored = Membership.objects.get(pk=membership.pk)
        joining.change(
            stored,
            role=form.cleaned_data["role"],
            access=form.cleaned_data["access"],
            actor=request.user,
        )
        messages.success(request, _("The changes to %(person)s are saved.") % {"person": membership.user})
        return redirect("people:team")
    return _show(request, "people/change_membership.html", form, membership)


@login_required
def end_membership(request, pk):
    """End a membership: the person has left this part of the organisation."""
    membership = _membership_managed_by(request.user, pk)
    form = LeaveForm(request.POST or None, membership=membership)
    if request.method == "POST" and form.is_valid():
        joining.leave(membership, form.cleaned_data["ended_on"], actor=request.user)
        parts = {"person": membership.user, "organisation": membership.organisation}
        messages.success(request, _("%(person)s is no longer in %(organisation)s.") % parts)
        return redirect("people:team")
    return _show(request, "people/end_membership.html", form, membership)


def _show(request, template, form, membership):
    """A form about one member, whom whoever opens it sees: that is written down."""
    audit.record("people.view_member", membership, user=request.user, about=membership.user)
    return render(request, template, {"form": form, "membership": membership})


def _membership_managed_by(user, pk):
    """A current membership that this person may change. Nobody changes their own: none locks themselves out.

    Raises Http404.
    """
    memberships = Membership.objects.current().filter(ended_on=None, organisation__in=organisations_managed_by(user))
    if not user.is_superuser:
        memberships = memberships.exclude(user=user)
    return get_object_or_404(memberships.select_related("user", "organisation", "role"), pk=pk)
