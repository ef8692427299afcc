"""Who is on a course, and for which period. The one writer of enrolments' beginnings; `ending` writes their ends."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from training.people.models import User

from .dates import today
from .models import CourseEdition, Enrolment, EnrolmentEvent

# How many days before a completion runs out one may begin to renew it; a requirement may say otherwise.
RENEWAL_DAYS = 90


class NotReleased(Exception):
    """The course has no edition yet, so nobody can be on it."""


def newest_edition(course_key):
    """The edition that somebody starting now takes, or None."""
    return CourseEdition.objects.filter(course_key=course_key).order_by("-number").first()


def current_enrolment(learner, course_key):
    """The newest period that was not ended before it was done, or None."""
    periods = Enrolment.objects.filter(learner=learner, course_key=course_key, ended_at=None)
    return periods.select_related("edition").order_by("-number").first()


def may_renew(enrolment, on=None, days=RENEWAL_DAYS):
    """Whether a completed period is close enough to its end, or past it, for the next to begin."""
    if enrolment.completed_at is None:
        return False
    if enrolment.valid_until is None:
        return False
    return (on or today()) >= enrolment.valid_until - timedelta(days=days)


@transaction.atomic
def enrol(learner, course, *, source=Enrolment.Source.SELF, membership=None, actor=None, renewal_days=RENEWAL_DAYS):
    """Put a learner on a course: the open period, the one still in date, or a new one.

    A period that follows a completed one is a renewal, whoever asks for it.
    Raises NotReleased where the course has no edition.
    """
    # The lock makes two requests at once take turns, so that they find the same period. Whoever was renamed or erased
    # since the caller read her is noted as she is now.
    learner = User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    newest = current_enrolment(learner, course.key)
    if newest and (newest.is_open or not may_renew(newest, days=renewal_days)):
        return newest
    edition = newest_edition(course.key)
    if edition is None:
        raise NotReleased(course.title)
    if newest:
        source = Enrolment.Source.RENEWAL
    return open_period(learner, edition, source=source, membership=membership, actor=actor)


def open_period(learner, edition, *, source, membership=None, update_due_on=None, actor=None):
    """Open the next period, with the person as she is today. The caller holds the lock.

    `update_due_on`: by when what an update adds is to be done.
    """
    last = Enrolment.objects.filter(learner=learner, course_key=edition.course_key).order_by("-number").first()
    enrolment = Enrolment.objects.create(
        learner=learner,
        course_key=edition.course_key,
        number=last.number + 1 if last else 1,
        edition=edition,
        source=source,
        opens_on=today(),
        update_due_on=update_due_on,
        **_snapshot(learner, membership or main_membership(learner)),
    )
    EnrolmentEvent.objects.create(
        enrolment=enrolment,
        kind=EnrolmentEvent.Kind.ENROLLED,
        data={
            "source": source,
            "edition": edition.number,
            **({"update_due_on": str(update_due_on)} if update_due_on else {}),
        },
        actor=actor or learner,
    )
    return enrolment


def start(enrolment):
    """Note that the learner began. Again is harmless."""
    if enrolment.started_at:
        return enrolment
    now = timezone.now()
    if Enrolment.objects.filter(pk=enrolment.pk, started_at=None).update(started_at=now):
        EnrolmentEvent.objects.create(
            enrolment=enrolment, kind=EnrolmentEvent.Kind.STARTED, actor_id=enrolment.learner_id, at=now
        )
        enrolment.refresh_from_db(fields=["started_at"])
    return enrolment


def main_membership(learner):
    """The membership that speaks for a person: the oldest current one, or None."""
    return learner.memberships.current().select_related("organisation", "role").order_by("started_on", "pk").first()


def _snapshot(learner, membership):
    role = membership.role if membership else None
    return {
        "name": learner.name,
        "email": learner.email,
        "organisation_path": membership.organisation.full_name() if membership else "",
        "role": role.name if role else "",
        "role_slug": role.slug if role else "",
    }
