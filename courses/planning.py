"""Boosters after a course, planned as it is completed. The one maker of follow-ups; `following_up` says what became."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from training.evidence import in_chunks

from .dates import today
from .models import CoursePage, Enrolment, FollowUp
from .spacing import dates_of

# Longer than any pause of the ticker. What was due earlier was never to be asked, such as before a course had boosters.
LATE = timedelta(days=7)
# No longer than this after the end is the last of them due.
LONGEST = timedelta(days=31 * max(FollowUp.Kind))


def plan(periods=None):
    """Make the follow-ups that completed periods should have and lack. Again is harmless. Returns how many.

    `periods` are those to look at; without, all.
    """
    lacking, made = _lacking(Enrolment.objects.all() if periods is None else periods), 0
    for chunk in in_chunks(lacking):
        rows = [follow_up for period in chunk for follow_up in _planned(period)]
        made += len(FollowUp.objects.bulk_create(rows, ignore_conflicts=True))
    return made


def _lacking(periods):
    """Of these, the completed ones that should be followed up and are not. Two queries, or one where nothing asks."""
    boosted = _boosted()
    same = {"enrolment__learner": OuterRef("learner"), "enrolment__course_key": OuterRef("course_key")}
    declined = FollowUp.objects.filter(**same, declined_at__isnull=False)
    newer = Enrolment.objects.filter(learner=OuterRef("learner"), course_key=OuterRef("course_key"))
    newer = newer.filter(number__gt=OuterRef("number"), completed_at__isnull=False)
    recent = periods.filter(boosted, follow_ups=None, learner__is_active=True) if boosted else periods.none()
    return recent.filter(~Exists(newer), ~Exists(declined))


def _boosted():
    """The condition for periods completed since their course has boosters, not too long ago; an empty one for none."""
    earliest, condition = timezone.now() - LONGEST - LATE, Q()
    switched_on = CoursePage.objects.live().filter(boosters_from__isnull=False)
    for key, day in switched_on.values_list("translation_key", "boosters_from"):
        since = timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
        condition |= Q(course_key=key, completed_at__gte=max(since, earliest))
    return condition


def _planned(period):
    rows = [
        FollowUp(enrolment=period, kind=kind, due_on=due_on, closes_on=closes_on)
        for kind, due_on, closes_on in dates_of(period)
    ]
    return [row for row in rows if row.due_on >= today() - LATE]
