"""Who is asking. One query tells who signed in and what the menu may offer."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, Q

from .models import Membership, User
from .models.user import TRAINERS


class Backend(AuthenticationBackend):
    """allauth's backend, whose person comes with `is_trainer` and `reads_team` already answered."""

    def get_user(self, user_id):
        """The person of this session, or None where the account is gone or closed."""
        user = User.objects.annotate(**_answers()).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def _answers():
    trains = User.groups.through.objects.filter(user=OuterRef("pk"), group__name=TRAINERS)
    reads = Membership.objects.current().filter(user=OuterRef("pk"), access__in=Membership.READERS)
    return {
        "is_trainer": Q(is_superuser=True) | Exists(trains),
        "reads_team": Q(is_superuser=True) | Exists(reads),
    }
