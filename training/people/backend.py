"""Who is asking. One query tells who signed in and what the menu may offer."""

from datetime import date

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Aggregate, CharField, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from training.prepared import Prepared

from .models import Membership, User
from .models.user import TRAINERS


class Joined(Aggregate):
    """Texts in one, with commas between, on either database."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        """SQLite's name for it before 3.44."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class Backend(AuthenticationBackend):
    """allauth's backend, whose person comes with access and frontline roles already read."""

    def get_user(self, user_id):
        """The person of this session, or None where the account is gone or closed."""
        user = WITH_ANSWERS.first(user_id, timezone.localdate())
        return user if user and self.user_can_authenticate(user) else None


def _with_answers(pk, day):
    trains = User.groups.through.objects.filter(user=OuterRef("pk"), group__name=TRAINERS)
    current = Membership.objects.current(on=day).filter(user=OuterRef("pk"))
    roles = current.exclude(role=None).order_by().values("user").annotate(slugs=Joined("role__slug"))
    reads = current.readers()
    return User.objects.filter(pk=pk).annotate(
        is_trainer=Q(is_superuser=True) | Exists(trains),
        reads_team=Q(is_superuser=True) | Exists(reads),
        joined_role_slugs=Subquery(roles.values("slugs")),
    )


WITH_ANSWERS = Prepared(_with_answers, -1, date.min)
