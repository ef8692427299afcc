"""How far somebody is: worked out by the database from dates, so that no status can go stale."""

from django.db import models
from django.db.models import Case, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from .dates import today
from .models import Obligation


class Status(models.TextChoices):
    """Where a period stands on a local day. Due dates last until the end of their day."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    OVERDUE = "overdue", _("Overdue")
    DONE = "done", _("Done")
    EXPIRED = "expired", _("Expired")
    # Withdrawn or exempted before it was done: nothing is asked any more.
    ENDED = "ended", _("Ended")


CURRENT = [status for status in Status if status is not Status.ENDED]
ENDED_UNDONE = Q(ended_at__isnull=False, completed_at=None)


def with_status(periods, on=None):
    """Annotate enrolments with `status` and `due_on`, as judged on a local day (today unless told).

    `due_on` is the earliest date still asked for, by requirements or, of an update, by its edition; of a completed
    period, the earliest that was asked.
    """
    day = on or today()
    required = Coalesce(_earliest(ended_at=None), _earliest(end_reason=Obligation.EndReason.MET))
    return periods.annotate(
        # Most periods are no update, and pay nothing for those that are.
        due_on=Case(
            When(update_due_on=None, then=required),
            default=Least(Coalesce(required, F("update_due_on")), F("update_due_on")),
        ),
        status=Case(
            When(completed_at__isnull=False, valid_until__lt=day, then=Value(Status.EXPIRED)),
            When(completed_at__isnull=False, then=Value(Status.DONE)),
            When(ended_at__isnull=False, then=Value(Status.ENDED)),
            When(_is_late(day), then=Value(Status.OVERDUE)),
            When(started_at__isnull=False, then=Value(Status.IN_PROGRESS)),
            default=Value(Status.NOT_STARTED),
            output_field=models.CharField(),
        ),
    )


def current(periods, on=None):
    """Of these enrolments, the one that speaks for each learner on each course, leaving out what was ended undone.

    That is one that is overdue, else the newest completed one still in date, else the newest: whoever has begun to
    renew, or is asked for what an update added, counts as trained while her training holds.
    """
    day = on or today()
    weight = Case(
        When(Q(completed_at=None) & (Q(update_due_on__lt=day) | Exists(_asked(ended_at=None, due_on__lt=day))), then=2),
        When(Q(completed_at__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=day)), then=1),
        default=0,
    )
    counted = periods.exclude(ENDED_UNDONE).alias(weight=weight)
    same = counted.filter(learner=OuterRef("learner"), course_key=OuterRef("course_key"))
    # Only second and later periods are newer than any: the database needs to look through no others.
    newer = same.filter(number__gt=1).filter(number__gt=OuterRef("number"), weight__gte=OuterRef("weight"))
    older = same.filter(number__lt=OuterRef("number"), weight__gt=OuterRef("weight"))
    return counted.filter(~Exists(newer)).filter(Q(number=1) | ~Exists(older))


def _is_late(day):
    """Whether `due_on` is before the day, without working it out: the database answers these for all rows at once."""
    late = {"due_on__lt": day}
    met = Exists(_asked(end_reason=Obligation.EndReason.MET, **late))
    asked_no_more = ~Exists(_asked(ended_at=None))
    return Q(update_due_on__lt=day) | Exists(_asked(ended_at=None, **late)) | (asked_no_more & met)


def _asked(**which):
    return Obligation.objects.filter(enrolment=OuterRef("pk"), **which).order_by()


def _earliest(**which):
    return Subquery(_asked(**which).values("enrolment").annotate(first=Min("due_on")).values("first"))
