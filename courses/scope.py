"""Whose periods may I see? For managers and auditors, on top of `training.people.scope`."""

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate

from training.people.models import Membership

from .models import Enrolment

FOREVER = Value(date.max, output_field=DateField())


def enrolments_seen_in(organisations):
    """The periods that overlap a membership in these organisations, and none begun after the person left.

    A completed period lasts as long as it is valid: who joins with valid training is seen to have it.
    """
    overlapping = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("opens_on")),
        user=OuterRef("learner"),
        organisation__in=organisations,
        started_on__lte=OuterRef("holds_until"),
    )
    return Enrolment.objects.annotate(holds_until=_holds_until()).filter(Exists(overlapping))


def _holds_until():
    return Case(
        When(completed_at__isnull=False, then=Coalesce(F("valid_until"), FOREVER)),
        When(ended_at__isnull=False, then=TruncDate("ended_at")),
        default=FOREVER,
        output_field=DateField(),
    )
