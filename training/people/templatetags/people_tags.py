"""The menu: what each person may reach."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


class Entry(NamedTuple):
    """One place in the menu."""

    label: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def site_menu(context):
    """The entries of the menu for whoever is asking. Asks the database nothing."""
    request = context.get("request")
    if request is None:
        return []
    path = request.path
    return [Entry(label, url, path.startswith(url)) for label, url in _places(getattr(request, "user", None))]


def _places(user):
    yield _("Courses"), "/courses/"
    if user is None or not user.is_authenticated:
        yield _("Sign in"), reverse("account_login")
        return
    yield _("My training"), reverse("courses:my-training")
    if user.reads_team:
        yield _("Team training"), reverse("courses:team-training")
    if user.is_trainer:
        yield _("Write courses"), reverse("wagtailadmin_home")
    yield _("My details"), reverse("people:profile")
    yield _("Sign out"), reverse("account_logout")
