"""Addresses that a message gives to one person, who need not sign in."""

from functools import wraps

from django.http import Http404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from courses import following_up

from ..refusing import refusals


def by_link(view):
    """Give a view the follow-up of its address. Raises Http404 where the link is none, or somebody else's."""

    @wraps(view)
    @never_cache
    @sensitive_variables("token")
    def found(request, pk, token):
        follow_up = following_up.find(pk, token, request.user)
        if follow_up is None:
            refusals.warning("not-own-booster follow-up=%s person=%s", pk, request.user.pk)
            raise Http404("No such booster")
        return view(request, follow_up)

    return found


def address_of(follow_up):
    """Where a follow-up is answered."""
    return reverse("quizzes:booster", args=[follow_up.pk, follow_up.token])
