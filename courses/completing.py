"""Completions. The one writer of them, and of the moment at which a course is done."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from training.prepared import Prepared

from . import enrolling
from .dates import add_months, day_of
from .models import Completion, Enrolment, EnrolmentEvent, Obligation
from .roles import role_slugs
from .signals import course_completed

# How Wagtail's log names it when a person, or a schedule, takes a page down.
UNPUBLISHED = ["wagtail.unpublish", "wagtail.unpublish.scheduled"]
# What says since when a period is on its edition.
ASKED_BY_AN_EDITION = [EnrolmentEvent.Kind.ENROLLED, EnrolmentEvent.Kind.EDITION_CHANGED]


class NotOpen(Exception):
    """The period is over, so nothing can be added to it."""


@transaction.atomic
def record(enrolment, activity, *, how, score=None):
    """Note that the learner finished an activity, and close the course where nothing is left to do.

    Again is harmless: the first completion stands. `score` is a percentage.
    Raises NotOpen where the period is over and the activity was not finished in it.
    """
    locked = lock(enrolment)
    existing = FINISHED.first(locked.pk, activity.key)
    if existing:
        # What was left may have gone since: an activity was unpublished, or the learner's role is another one.
        close_if_done(locked)
        return existing
    if not locked.is_open:
        raise NotOpen(str(locked))
    enrolling.start(locked)
    completion = Completion.objects.create(
        enrolment=locked,
        activity_key=activity.key,
        page_id=activity.pk,
        revision=activity.live_revision_id,
        how=how,
        score=score,
    )
    close_if_done(locked)
    return completion


FINISHED = Prepared(
    lambda pk, key: Completion.objects.filter(enrolment=pk, activity_key=key).order_by(), -1, UUID(int=1)
)


def lock(enrolment):
    """The period, held until the transaction ends."""
    # Without its edition: where a release changes that meanwhile, PostgreSQL would find no row for the old pair.
    locked = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    known = Enrolment.edition.is_cached(enrolment) and enrolment.edition
    if known and known.pk == locked.edition_id:
        # An edition never changes, so it need not be read again.
        locked.edition = known
    return locked


def carry_over(earlier, period):
    """Note in a new period what was finished in an earlier one, with the dates of then."""
    Completion.objects.bulk_create(
        Completion(
            enrolment=period,
            activity_key=completion.activity_key,
            page_id=completion.page_id,
            revision=completion.revision,
            how=Completion.How.CARRIED_OVER,
            score=completion.score,
            completed_at=completion.completed_at,
        )
        for completion in earlier.completions.all()
    )


@transaction.atomic
def close_overlooked(enrolment):
    """Complete a course of which nothing is left since a while, dated when the last of it was done or unpublished.

    Returns whether it is complete now.
    """
    locked = lock(enrolment)
    return close_if_done(locked, at=_nothing_left_since(locked))


def unpublishings():
    """What Wagtail logged of pages that are down now. An alias goes with its page, and is not logged."""
    return PageLogEntry.objects.filter(page__live=False, action__in=UNPUBLISHED)


def _nothing_left_since(enrolment):
    required = enrolment.edition.required_keys(role_slugs(enrolment))
    taken_down = unpublishings().filter(
        Q(page__translation_key__in=required)
        | Q(page__aliases__translation_key__in=required, page__aliases__live=False)
    )
    latest = taken_down.aggregate(at=Max("timestamp"))["at"]
    last = enrolment.completions.aggregate(at=Max("completed_at"))["at"]
    # An update begins with what was finished long before it, and an edition completes nobody before she is on it.
    asked = enrolment.events.filter(kind__in=ASKED_BY_AN_EDITION).aggregate(at=Max("at"))["at"]
    return max(filter(None, [latest, last, asked, enrolment.started_at]), default=None)


def required(enrolment):
    """The keys (str) that this learner must complete, in course order. What is not published is not required."""
    return published(enrolment.edition.required_keys(role_slugs(enrolment)))


def published(keys):
    """Of these activities (keys, str), the ones that are published, in the same order."""
    live = Page.objects.filter(translation_key__in=keys, live=True).values_list("translation_key", flat=True)
    live = set(map(str, live))
    return [key for key in keys if key in live]


def lacking(enrolment):
    """The keys (str) still to be completed, in course order."""
    done = _done_keys(enrolment)
    return [key for key in required(enrolment) if key not in done]


def is_done(enrolment):
    """Whether nothing is left to do: something was required, all of it is finished, and the course is published.

    A course that is taken down, or asks nothing of this learner, certifies nobody.
    """
    keys = set(required(enrolment))
    done = _done_keys(enrolment)
    if not keys or not done or keys - done:
        return False
    return Page.objects.filter(translation_key=enrolment.course_key, live=True).exists()


def _done_keys(enrolment):
    return set(map(str, DONE.rows(enrolment.pk)))


DONE = Prepared(
    lambda pk: Completion.objects.filter(enrolment=pk).order_by().values_list("activity_key", flat=True), -1
)


def close_if_done(enrolment, at=None):
    """Complete the course where nothing is left. Returns whether it is complete now.

    `at` is the instant of completion where that was earlier than now.
    """
    if not enrolment.is_open or not is_done(enrolment):
        return False
    at = at or timezone.now()
    enrolment.started_at = enrolment.started_at or at
    enrolment.completed_at = at
    enrolment.valid_until = valid_until(enrolment)
    enrolment.save(update_fields=["started_at", "completed_at", "valid_until"])
    EnrolmentEvent.objects.create(
        enrolment=enrolment,
        kind=EnrolmentEvent.Kind.COMPLETED,
        data={
            "edition": enrolment.edition.number,
            # An activity may be unpublished later and a role change: what was asked at this moment is kept here.
            "required": required(enrolment),
            "completed_at": at.isoformat(),
            "valid_until": enrolment.valid_until and str(enrolment.valid_until),
        },
        actor_id=enrolment.learner_id,
    )
    enrolment.obligations.filter(ended_at=None).update(ended_at=at, end_reason=Obligation.EndReason.MET)
    transaction.on_commit(partial(course_completed.send_robust, sender=Enrolment, enrolment=enrolment), robust=True)
    return True


def valid_until(enrolment):
    """The last day on which this completion counts, or None where it never runs out.

    An update keeps the day of the period it follows, whenever it is done: only the difference was learnt.
    A renewal completed while the old period holds counts from its end, so that nobody loses days by being prompt;
    any other counts from the day of completion. docs/decisions has a table.
    """
    return valid_after(enrolment, _period_before(enrolment))


def valid_after(enrolment, last):
    """The same, when the completed period before it, or None, is known. Asks the database nothing."""
    months = enrolment.edition.rules["valid_months"]
    if last is not None and enrolment.source == Enrolment.Source.UPDATE:
        return last.valid_until
    if not months:
        return None
    completed_on = day_of(enrolment.completed_at)
    is_in_date = last is not None and last.valid_until is not None and last.valid_until >= completed_on
    return add_months(last.valid_until if is_in_date else completed_on, months)


def _period_before(enrolment):
    earlier = Enrolment.objects.filter(learner_id=enrolment.learner_id, course_key=enrolment.course_key)
    return earlier.filter(number__lt=enrolment.number, completed_at__isnull=False).order_by("-number").first()
