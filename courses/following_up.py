"""Boosters after a course: when they are due, and what became of them. The one writer of follow-ups.

Nothing here touches the period, what was finished in it or its certificate.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from training.evidence import in_chunks
from training.notices.links import token_for
from training.notices.sending import cancel

from .dates import add_months, day_of, today
from .models import CoursePage, Enrolment, FollowUp

# Each stays open until the next is due, the last for as long as the one before it: nobody is asked two at once.
CLOSES_AFTER = {1: 3, 3: 6, 6: 9}
# Longer than any pause of the ticker. What was due earlier was never to be asked, such as before a course had boosters.
LATE = timedelta(days=7)


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
    """Of these, the completed ones that should be followed up and are not. One query."""
    same = {"enrolment__learner": OuterRef("learner"), "enrolment__course_key": OuterRef("course_key")}
    declined = FollowUp.objects.filter(**same, declined_at__isnull=False)
    newer = Enrolment.objects.filter(learner=OuterRef("learner"), course_key=OuterRef("course_key"))
    newer = newer.filter(number__gt=OuterRef("number"), completed_at__isnull=False)
    boosted = CoursePage.objects.live().filter(
        translation_key=OuterRef("course_key"), boosters_from__lte=OuterRef("completed_on")
    )
    completed_on = TruncDate("completed_at", tzinfo=timezone.get_default_timezone())
    recent = periods.filter(completed_at__gte=timezone.now() - timedelta(days=31 * max(CLOSES_AFTER)) - LATE)
    recent = recent.alias(completed_on=completed_on).filter(follow_ups=None, learner__is_active=True)
    return recent.filter(Exists(boosted), ~Exists(newer), ~Exists(declined))


def _planned(period):
    rows = [
        FollowUp(enrolment=period, kind=kind, due_on=due_on, closes_on=closes_on)
        for kind, due_on, closes_on in dates_of(period)
    ]
    return [row for row in rows if row.due_on >= today() - LATE]


def dates_of(period):
    """When each kind is due and closes, from the day a period was completed: [(kind, due on, closes on)]."""
    day = day_of(period.completed_at)
    return [
        (kind, add_months(day, kind), add_months(day, months) - timedelta(days=1))
        for kind, months in CLOSES_AFTER.items()
    ]


def find(pk, token, user):
    """The follow-up of a link, or None: for its learner, signed in or not, and for nobody else."""
    follow_up = FollowUp.objects.select_related("enrolment__edition", "enrolment__learner").filter(pk=pk).first()
    if follow_up is None or not constant_time_compare(token, token_for(follow_up.subject_key)):
        return None
    learner = follow_up.enrolment.learner
    is_somebody_else = user.is_authenticated and user.pk != learner.pk
    return follow_up if learner.is_active and not is_somebody_else else None


def is_open(follow_up):
    """Whether it can be answered today."""
    return FollowUp.objects.open(today()).filter(pk=follow_up.pk).exists()


def lock(follow_up):
    """The row, held until the transaction ends."""
    return FollowUp.objects.select_for_update().get(pk=follow_up.pk)


def note_asked(follow_ups, at):
    """Note when these were first put to their learners."""
    FollowUp.objects.filter(pk__in=[one.pk for one in follow_ups], asked_at=None).update(asked_at=at)


def finish(follow_up, at):
    """Note that it is answered, once. Whoever calls holds its row."""
    FollowUp.objects.filter(pk=follow_up.pk, done_at=None, declined_at=None).update(done_at=at)
    cancel("booster", follow_up.subject_key)


@transaction.atomic
def decline(follow_up):
    """Ask this learner nothing more about this course, now or in a later period. Again is harmless."""
    for one in _unanswered(follow_up):
        # Asked once more in the update: she may be sending the last answer in another tab.
        waiting = FollowUp.objects.filter(pk=one.pk, done_at=None, declined_at=None)
        waiting.update(declined_at=timezone.now())
        cancel("booster", one.subject_key)


def has_more_to_ask(follow_up):
    """Whether this learner may still be asked something about this course."""
    return _unanswered(follow_up).filter(closes_on__gte=today()).exists()


def _unanswered(follow_up):
    period = follow_up.enrolment
    same = FollowUp.objects.filter(enrolment__learner=period.learner_id, enrolment__course_key=period.course_key)
    return same.filter(done_at=None, declined_at=None).order_by("pk")
