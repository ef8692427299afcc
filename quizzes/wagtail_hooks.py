"""Where quizzes meet Wagtail: the question bank's screens, and what may not be deleted."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from . import guarding
from .bulk_actions import ChangeTopicBulkAction
from .editing import QuestionsGroup
from .models import Attempt
from .shrinking import SmallPoolsPanel
from .views import exporting, importing, reopening, using
from .viewsets import AttemptViewSet

ACTIONS = {
    "quizzes.import": (_("Import questions"), _("Imported questions")),
    "quizzes.export": (_("Export questions"), _("Exported questions")),
    "quizzes.change_topic": (_("Change topic"), _("Put a question into another topic")),
    "quizzes.read_answer": (_("Read an answer"), _("Read what somebody wrote, to mark it")),
    "quizzes.mark": (_("Mark an answer"), _("Marked what somebody wrote")),
    "quizzes.try_regrade": (_("Try a new marking out"), _("Tried out what marking a question anew would change")),
    "quizzes.regrade": (_("Mark a question anew"), _("Marked a question anew in finished attempts")),
    "quizzes.view_attempts": (_("Look at the attempts"), _("Looked at the list of finished attempts")),
    "quizzes.view_attempt": (_("Look at an attempt"), _("Looked at when somebody finished an attempt")),
    "quizzes.reopen": (_("Open an attempt again"), _("Opened somebody's attempt again")),
}


class AdministratorsLook(ModelPermissionPolicy):
    """Administrators see attempts; nobody adds, changes or deletes one here."""

    def user_has_permission(self, user, action):
        """Whether this person may do this."""
        return user.is_active and user.is_superuser and action == "view"

    def user_has_any_permission(self, user, actions):
        """Whether this person may do any of these."""
        return any(self.user_has_permission(user, action) for action in actions)


register_snippet(QuestionsGroup)
register_permission_policy(Attempt, AdministratorsLook(Attempt))

hooks.register("register_bulk_action", ChangeTopicBulkAction)
hooks.register("before_delete_snippet", guarding.refuse_delete)
hooks.register("after_delete_snippet", guarding.after_delete)
hooks.register("after_bulk_action", guarding.log_bulk_delete)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what this app writes down."""
    for name, words in ACTIONS.items():
        actions.register_action(name, *words)


@hooks.register("register_admin_viewset")
def register_attempts():
    """Put finished attempts into the editor, for administrators."""
    return AttemptViewSet("attempt")


@hooks.register("construct_homepage_panels")
def show_small_pools(request, panels):
    """Tell trainers of pools that have become too small."""
    if request.user.is_trainer:
        panels.append(SmallPoolsPanel())


@hooks.register("register_admin_urls")
def editor_urls():
    """Give import, export, uses and reopening their addresses in the editor."""
    return [
        path("questions/import/", importing.choose_file, name="quizzes_import"),
        path("questions/import/check/", importing.check, name="quizzes_import_check"),
        path("questions/export/", exporting.export, name="quizzes_export"),
        path("questions/<id:pk>/quizzes/", using.uses, name="quizzes_uses"),
        path("attempt/<id:pk>/reopen/", reopening.reopen, name="quizzes_reopen"),
    ]
