"""Addresses of this app. It comes first, so that it closes the other ways in."""

from django.urls import include, path, re_path

from training import addresses  # noqa: F401 - it makes <id:...> known

from .views import closed, data, invitation, inviting, own_settings, profile, sessions, team

people = [
    path("profile/", profile.profile, name="profile"),
    path("profile/data/download/", data.download, name="download-data"),
    path("profile/sessions/<id:pk>/end/", sessions.end_session, name="end-session"),
    path("invitation/<slug:token>/", invitation.accept_invitation, name="accept-invitation"),
    path("people/", team.team, name="team"),
    path("people/<id:pk>/change/", team.change_membership, name="change-membership"),
    path("people/<id:pk>/end/", team.end_membership, name="end-membership"),
    path("people/invite/", inviting.invite, name="invite"),
    path("people/invite-many/", inviting.invite_many, name="invite-many"),
    path("people/invitations/", inviting.invitations, name="invitations"),
    path("people/invitations/<id:pk>/resend/", inviting.resend_invitation, name="resend-invitation"),
    path("people/invitations/<id:pk>/withdraw/", inviting.withdraw_invitation, name="withdraw-invitation"),
]
urlpatterns = [
    path("cms/login/", closed.to_sign_in),
    path("_util/login/", closed.to_sign_in),
    re_path(r"^cms/password_reset/", closed.to_password_reset),
    path("cms/failwhale/", closed.not_there),
    path("cms/account/", own_settings.own_settings),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include((people, "people"))),
]
