"""The menu: what each person may reach."""

from typing import NamedTuple

from django import template
from django.urls import reverse
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
def site_menu(context, courses_url):
    """The entries of the menu for whoever is asking, beginning with the courses. Asks the database nothing."""
    request = context.get("request")
    if request is None:
        return []
    places = _places(getattr(request, "user", None), courses_url)
    return [Entry(label, url, _is_in(request.path, url)) for label, url in places]


def _is_in(path, url):
    # A manager's screens stand at addresses of their own, and belong to one entry.
    if url == HOME:
        return path == url
    team = url == reverse("courses:team-training")
    return path.startswith(url) or (team and path.startswith(TEAM_SCREENS))


def _places(user, courses_url):
    yield _("Courses"), courses_url
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


@register.simple_tag(takes_context=True)
def second_step(context):
    """Whether this visitor needs a second step, has taken it, and where she was going. Asks the database nothing."""
    return step.state(context["request"])
