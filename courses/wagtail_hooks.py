"""Where courses meet Wagtail: the gate before every page, the release button, and what may not be deleted or moved."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from training import addresses  # noqa: F401 - it makes <id:...> known

from . import gate, guarding
from .models import CoursePage
from .views import checking, releasing

ACTIONS = {
    "courses.assign": (_("Assign training"), _("Assigned training")),
    "courses.change_due": (_("Change the date of an assignment"), _("Changed the date of an assignment")),
    "courses.end_requirement": (_("End an assignment"), _("Ended an assignment")),
    "courses.exempt": (_("Exempt a person from an assignment"), _("Exempted a person from an assignment")),
    "courses.view_people_asked": (_("Look at whom an assignment asks"), _("Looked at whom an assignment asks")),
    "courses.release": (_("Release an edition"), _("Released an edition")),
    "courses.view_team_training": (_("Look at team training"), _("Looked at team training")),
    "courses.view_assignments": (_("Look at assignments"), _("Looked at assignments")),
    "courses.choose_people": (_("Choose people for an assignment"), _("Looked at people to assign training to")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what this app writes down."""
    for name, words in ACTIONS.items():
        actions.register_action(name, *words)


@hooks.register("before_serve_page")
def guard_page(page, request, serve_args, serve_kwargs):
    """Decide who may read a course page."""
    return gate.guard(page, request)


@hooks.register("on_serve_page")
def serve_privately(serve):
    """Let no cache on the way keep a page that was made for one person."""

    def served(page, request, serve_args, serve_kwargs):
        response = serve(page, request, serve_args, serve_kwargs)
        return gate.keep_private(response) if request.user.is_authenticated else response

    return served


@hooks.register("register_admin_urls")
def editor_urls():
    """Give releasing, and the list of what to check, their addresses in the editor."""
    return [
        path("reports/to-check/", checking.to_check, name="courses_to_check"),
        path("courses/<id:page_id>/release/", releasing.release, name="courses_release"),
        path("courses/<id:page_id>/editions/", releasing.editions, name="courses_editions"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page, user, view_name=None, next_url=None):
    """Offer the release of a course, and its editions so far, to those who may publish it."""
    if isinstance(page, CoursePage) and page.permissions_for_user(user).can_publish():
        yield Button(
            _("Release an edition"),
            reverse("courses_release", args=[page.pk]),
            icon_name="upload",
            priority=30,
        )
        yield Button(_("Editions"), reverse("courses_editions", args=[page.pk]), icon_name="history", priority=31)


class TrainersMenuItem(MenuItem):
    """A line of the menu that only trainers have."""

    def is_shown(self, request):
        """Show it to trainers."""
        return request.user.is_trainer


@hooks.register("register_reports_menu_item")
def register_to_check():
    """Put what must be checked before launch among the reports."""
    label = _("To check before launch")
    return TrainersMenuItem(label, reverse("courses_to_check"), name="to-check", icon_name="tasks", order=100)


hooks.register("before_delete_page", guarding.refuse_delete)
hooks.register("before_bulk_action", guarding.refuse_bulk)
hooks.register("before_move_page", guarding.refuse_move)
