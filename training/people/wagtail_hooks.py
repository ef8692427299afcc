"""What people add to Wagtail: administrators' screens, the words of the log, and what may not be deleted."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from training import addresses  # noqa: F401 - it makes <id:...> known
from training.notices import sending

from . import audit, lapsing, trainers
from .models import AuditEntry, FrontlineRole, Invitation, Membership, Organisation, User
from .views import erasing
from .views.audit_log import AuditLogView
from .viewsets import PeopleGroup

SIGN_IN_ACTIONS = {
    "people.sign_in": (gettext_lazy("Sign in"), gettext_lazy("Signed in")),
    "people.sign_in_failed": (gettext_lazy("Fail to sign in"), gettext_lazy("Somebody gave a wrong password")),
    "people.sign_out": (gettext_lazy("Sign out"), gettext_lazy("Signed out")),
    "people.password_changed": (gettext_lazy("Change password"), gettext_lazy("Changed the password")),
    "people.password_reset": (gettext_lazy("Reset password"), gettext_lazy("Set a new password from a link")),
    "people.email_changed": (gettext_lazy("Change e-mail address"), gettext_lazy("Changed the e-mail address")),
    "people.second_step_added": (gettext_lazy("Add second step"), gettext_lazy("Added a second step")),
    "people.second_step_removed": (gettext_lazy("Remove second step"), gettext_lazy("Removed a second step")),
    "people.second_step_renewed": (gettext_lazy("Renew recovery codes"), gettext_lazy("Made new recovery codes")),
    "people.second_step_failed": (gettext_lazy("Fail the second step"), gettext_lazy("Somebody gave a wrong code")),
    "people.second_step_taken_away": (gettext_lazy("Take second step away"), gettext_lazy("Took a second step away")),
    "people.sessions_ended": (gettext_lazy("Sign out elsewhere"), gettext_lazy("Was signed out elsewhere")),
}
ACTIONS = SIGN_IN_ACTIONS | {
    "people.join": (gettext_lazy("Join"), gettext_lazy("Joined")),
    "people.change": (gettext_lazy("Change membership"), gettext_lazy("Changed a role or access")),
    "people.leave": (gettext_lazy("Leave"), gettext_lazy("Left")),
    "people.invite": (gettext_lazy("Invite"), gettext_lazy("Invited")),
    "people.view_team": (gettext_lazy("Look at a team"), gettext_lazy("Looked at a list of people")),
    "people.view_member": (gettext_lazy("Look at a member"), gettext_lazy("Looked at one person of a team")),
    "people.view_invitations": (gettext_lazy("Look at invitations"), gettext_lazy("Looked at invitations")),
    "people.view_accounts": (gettext_lazy("Look at the accounts"), gettext_lazy("Looked at the list of accounts")),
    "people.view_account": (gettext_lazy("Look at an account"), gettext_lazy("Looked at an account")),
    "people.grant": (
        gettext_lazy("Change what an account may do"),
        gettext_lazy("Changed what an account may do"),
    ),
    "people.erase": (gettext_lazy("Erase a person"), gettext_lazy("Erased a person")),
    "people.export": (gettext_lazy("Download one's data"), gettext_lazy("Downloaded their own data")),
    "people.view_audit": (gettext_lazy("Look at the audit log"), gettext_lazy("Looked at the audit log")),
    "people.export_audit": (gettext_lazy("Download the audit log"), gettext_lazy("Downloaded the audit log")),
    "people.withdraw": (gettext_lazy("Withdraw invitation"), gettext_lazy("Withdrew an invitation")),
}


class AdministratorsOnly(ModelPermissionPolicy):
    """Administrators add and change; nobody deletes, since reports look back."""

    def user_has_permission(self, user, action):
        """Whether this person may do this."""
        return user.is_active and user.is_superuser and action != "delete"

    def user_has_any_permission(self, user, actions):
        """Whether this person may do any of these."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Organisation, AdministratorsOnly(Organisation))
register_permission_policy(FrontlineRole, AdministratorsOnly(FrontlineRole))


@hooks.register("register_admin_viewset")
def register_people():
    """Add the screens."""
    return PeopleGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what this app writes down, and have Wagtail write down there what it does to people."""
    for model in (User, Organisation, FrontlineRole, Membership, Invitation):
        actions.register_model(model, AuditEntry)
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def register_screens():
    """Give erasing and the audit log their addresses."""
    return [
        path("people/<id:pk>/erase/", erasing.erase_person, name="people_erase"),
        path("reports/audit/", AuditLogView.as_view(), name="people_audit"),
        path("reports/audit/results/", AuditLogView.as_view(results_only=True), name="people_audit_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_audit_log():
    """Put the audit log among the reports, for administrators."""
    label = gettext_lazy("Audit log")
    return AdminOnlyMenuItem(label, reverse("people_audit"), name="audit-log", icon_name="history", order=1100)


@hooks.register("after_create_user")
def tell_of_account(request, user):
    """Tell the owner of a new account how to sign in."""
    sending.post(user.email, "account", f"account:{user.pk}", timezone.localdate(), user=user)


@hooks.register("before_delete_user")
def keep_people(request, user):
    """Refuse to delete a person: what they learned is evidence."""
    messages.error(request, _("People are not deleted, since reports look back. Close the account instead."))
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("after_bulk_action")
def record_powers(request, action_type, objects, action):
    """Write down for each account what a bulk action lets it do now, and what it may do no longer lapses."""
    accounts = [one for one in objects if isinstance(one, User)]
    for account in accounts:
        audit.record("people.grant", account, user=request.user, data=trainers.powers_of(account))
    lapsing.withdraw_lapsed(accounts)


@hooks.register("before_bulk_action")
def keep_people_in_bulk(request, action_type, objects, action):
    """The same for many at once; and leave an erased person alone, whatever the action."""
    if any(isinstance(one, User) and one.erased_at for one in objects):
        messages.error(request, _("Nothing was done: somebody among these people was erased."))
        return redirect("wagtailusers_users:index")
    if action_type == "delete" and any(isinstance(one, User) for one in objects):
        messages.error(request, _("People are not deleted, since reports look back. Close the accounts instead."))
        return redirect("wagtailusers_users:index")
    return None
