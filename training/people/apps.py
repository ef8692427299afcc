"""Names the app, so that a later move changes no table."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """training.people under the label `people`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training.people"
    label = "people"

    def ready(self):
        """Keep group and cache right after every migrate, listen to who signs in or moves on, mind trees and files."""
        from allauth.account.signals import email_changed, user_logged_in
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from training.spreadsheets import make_exports_harmless
        from training.trees import delete_whole

        from . import lapsing, readdressing, second_step, sessions, sign_in_events
        from .shared_cache import make_table
        from .signals import membership_changed
        from .trainers import grant

        delete_whole()
        make_exports_harmless()
        post_migrate.connect(make_table, sender=self, dispatch_uid="people.shared_cache")
        post_migrate.connect(grant, dispatch_uid="people.trainers")
        user_logged_in.connect(sessions.begin, dispatch_uid="people.session_begins")
        authenticator_added.connect(second_step.was_set_up, dispatch_uid="people.second_step_was_set_up")
        authenticator_removed.connect(second_step.was_removed, dispatch_uid="people.second_step_was_removed")
        authenticator_removed.connect(sessions.end_others, dispatch_uid="people.others_end_with_it")
        email_changed.connect(readdressing.follow_change, dispatch_uid="people.address_was_left")
        membership_changed.connect(lapsing.follow_membership, dispatch_uid="people.invitations_lapse")
        sign_in_events.listen()
