"""Whose periods may I see? For managers and auditors, on top of `training.people.scope`."""

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Left, TruncDate
from django.db.models.lookups import Exact

from training.people.models import Membership
from training.people.models.organisation import BELOW
from training.people.scope import full_names_of_highest

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


def enrolments_noted_in(organisations):
    """The periods that noted one of these organisations, or one below, when they were opened. One query beforehand.

    For counts that tell of nobody: they must not change with a membership, which whoever reads them can end and begin.
    """
    noted = Q(pk__in=[])
    for name in full_names_of_highest(organisations):
        below = name + BELOW
        # SQLite's LIKE takes capitals for small letters.
        noted |= Q(organisation_path=name) | Q(Exact(Left("organisation_path", len(below)), below))
    return Enrolment.objects.filter(noted)


def _holds_until():
    return Case(
        When(completed_at__isnull=False, then=Coalesce(F("valid_until"), FOREVER)),
        When(ended_at__isnull=False, then=TruncDate("ended_at")),
        default=FOREVER,
        output_field=DateField(),
    )
