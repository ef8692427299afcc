"""The menu: what each person may reach."""

from functools import lru_cache
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from training.people import second_step as step
from training.people.naming_devices import device

register = template.Library()
register.filter("device", device)
HOME = "/"
TEAM_SCREENS = ("/people/", "/reports/", "/team-certificates/")


class Entry(NamedTuple):
    """One place in the menu."""

    label: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def may_sign_up(context):
    """Whether whoever asks may make an account: as somebody invited, or because some addresses are allowed."""
    return get_adapter().is_open_for_signup(context["request"])


@register.simple_tag(takes_context=True)
def site_menu(context, courses_url):
    """The entries of the menu for whoever is asking, beginning with the courses. Asks the database nothing."""
    request = context.get("request")
    if request is None:
        return []
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    places = _places(
        courses_url,
        is_known=is_known,
        reads_team=is_known and user.reads_team,
        is_trainer=is_known and user.is_trainer,
        language=get_language(),
    )
    return [
        Entry(label, url, request.path == url if url == HOME else request.path.startswith(paths))
        for label, url, paths in places
    ]


# There are a handful of menus, and every page shows one.
@lru_cache(maxsize=100)
def _places(courses_url, *, is_known, reads_team, is_trainer, language):
    """[(label, address, the beginnings of addresses that belong to it)]; the labels are in this language."""
    addresses = [(_("Courses"), courses_url)]
    if not is_known:
        addresses.append((_("Sign in"), reverse("account_login")))
    else:
        addresses.append((_("My training"), reverse("courses:my-training")))
        if reads_team:
            addresses.append((_("Team training"), reverse("courses:team-training")))
        if is_trainer:
            addresses.append((_("Write courses"), reverse("wagtailadmin_home")))
        addresses.append((_("My details"), reverse("people:profile")))
        addresses.append((_("Sign out"), reverse("account_logout")))
    team = reverse("courses:team-training")
    # A manager's screens stand at addresses of their own, and belong to one entry.
    return [(label, url, (url, *TEAM_SCREENS) if url == team else (url,)) for label, url in addresses]


@register.simple_tag(takes_context=True)
def second_step(context):
    """Whether this visitor needs a second step, has taken it, and where she was going. Asks the database nothing."""
    return step.state(context["request"])
