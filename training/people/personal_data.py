"""What accounts know about people, with what Django, Wagtail and allauth keep beside them."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from training.notices import personal_data as messages
from training.notices.models import Notice
from training.notices.sending import NOBODY
from training.personal import table_of

from . import joining, sessions
from .models import AuditEntry, Invitation, Membership, User

# So long a manager may look up whom she invited.
INVITATIONS_KEPT_FOR = timedelta(days=180)

PERSONAL = {
    "people.Membership.user": "memberships",
    "people.Invitation.accepted_by": "invitations",
    "people.AuditEntry.user": "acts",
    "people.AuditEntry.about": "who-looked-or-acted",
    "account.EmailAddress.user": "addresses",
    "mfa.Authenticator.user": "second-steps",
    "usersessions.UserSession.user": "sessions",
    "people.User_groups.user": "account",
    "people.User_user_permissions.user": "account",
}
BY_KEY = "says by key who acted; it names nobody once erased"
NOT_PERSONAL = {
    "people.Invitation.invited_by": BY_KEY,
    **dict.fromkeys(
        [
            *("wagtailcore.Page.owner", "wagtailcore.Page.locked_by", "wagtailcore.Revision.user"),
            *("wagtailcore.PageLogEntry.user", "wagtailcore.ModelLogEntry.user", "wagtailcore.TaskState.finished_by"),
            *("wagtailcore.WorkflowState.requested_by", "wagtailcore.UploadedFile.uploaded_by_user"),
            *("wagtailcore.Comment.user", "wagtailcore.Comment.resolved_by", "wagtailcore.CommentReply.user"),
            *("wagtailimages.Image.uploaded_by_user", "wagtaildocs.Document.uploaded_by_user"),
        ],
        BY_KEY,
    ),
    **dict.fromkeys(
        [
            *("wagtailusers.UserProfile.user", "wagtailadmin.EditingSession.user", "wagtailadmin.FormState.user"),
            *("wagtailcore.APIToken.user", "wagtailcore.PageSubscription.user"),
        ],
        "how somebody has set up the editor; deleted on erasure",
    ),
}
# Rows that serve the account alone, and go with it.
GO_WITH_IT = [
    *("account.EmailAddress", "mfa.Authenticator", "wagtailusers.UserProfile", "wagtailadmin.EditingSession"),
    *("wagtailadmin.FormState", "wagtailcore.APIToken", "wagtailcore.PageSubscription"),
]


def export(user):
    """Her account and all that hangs on it, but no secret that opens it."""
    account = User.objects.filter(pk=user.pk)
    columns = (
        "email",
        "name",
        "accommodations",
        "extra_time",
        "joined_at",
        "last_login",
        "is_active",
        "is_superuser",
        "groups__name",
    )
    yield table_of("account", account, *columns)
    yield table_of("addresses", EmailAddress.objects.filter(user=user), "email", "verified", "primary")
    mine = Membership.objects.filter(user=user)
    yield table_of("memberships", mine, "organisation__name", "role__name", "access", "started_on", "ended_on")
    invited = Invitation.objects.filter(Q(accepted_by=user) | _unclaimed({user.email}))
    yield table_of("invitations", invited, "email", "organisation__name", "invited_at", "accepted_at", "withdrawn_at")
    yield table_of("second-steps", Authenticator.objects.filter(user=user), "type", "created_at", "last_used_at")
    where = UserSession.objects.filter(user=user)
    yield table_of("sessions", where, "ip", "user_agent", "created_at", "last_seen_at")
    columns = ("timestamp", "action", "label", "data")
    yield table_of("acts", AuditEntry.objects.filter(user=user), *columns)
    # Who looked is that person's own business, and hers to ask the organisation for.
    yield table_of("who-looked-or-acted", AuditEntry.objects.filter(about=user).exclude(user=user), *columns)


def erase(person):
    """Take all that opens the account, says who it was or where it was used; end its memberships."""
    user = person.user
    _leave(user)
    _forget_invitations(person)
    _end_sessions(user)
    _delete_picture(user)
    for label in GO_WITH_IT:
        apps.get_model(label).objects.filter(user=user).delete()
    logged = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    logged.update(label=f"people.user {user.pk}", data={})


def expire(now):
    """Forget the addresses of invitations long after they were made. That somebody was invited stays."""
    old = Invitation.objects.filter(invited_at__lt=now - INVITATIONS_KEPT_FOR).exclude(email__endswith=NOBODY)
    Invitation.objects.filter(pk__in=old, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    _forget_addresses(old)


def let_go(addresses):
    """Forget addresses that an account had until now, wherever nothing but the address says whose a row is."""
    _forget_addresses(Invitation.objects.filter(_unclaimed(addresses)))
    messages.let_go(addresses)


def _unclaimed(addresses):
    """What was accepted is the person's who did, whoever has her address by now."""
    return Q(accepted_by=None, email__in=addresses)


def _leave(user):
    # Each with this very user, who is empty already: what is noted of it names nobody.
    for membership in user.memberships.filter(ended_on=None):
        joining.leave_for_ever(membership)


def _forget_invitations(person):
    theirs = Invitation.objects.filter(Q(accepted_by=person.user) | _unclaimed(person.addresses))
    theirs.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    _forget_addresses(theirs)
    # The mails that she sent to others say that she did, by the name that she had then.
    made = Invitation.objects.filter(invited_by=person.user)
    keys = [f"invitation:{pk}" for pk in made.values_list("pk", flat=True)]
    for notice in Notice.objects.filter(subject_key__in=keys, data__has_key="invited_by"):
        notice.data["invited_by"] = str(person.user)
        notice.save(update_fields=["data"])


def _forget_addresses(invitations):
    for pk in invitations.exclude(email__endswith=NOBODY).values_list("pk", flat=True):
        Invitation.objects.filter(pk=pk).update(email=f"invitation-{pk}{NOBODY}")


def _delete_picture(user):
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        # At once, and not on commit: of a picture that is kept by a failure then, nothing here would know any more.
        profile.avatar.storage.delete(profile.avatar.name)


def _end_sessions(user):
    sessions.end_all(user)
    # Sessions that no list of ours knows. Each has to be opened to see whose it is.
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
