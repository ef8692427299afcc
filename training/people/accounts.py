"""Wagtail's screens for accounts, with the forms that fit an account known by e-mail."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Takes the place of wagtail.users in INSTALLED_APPS."""

    user_viewset = "training.people.viewsets.AccountViewSet"
