"""Updates of people who left wait without a date, and ask again once their learners are back."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, Min, OuterRef

from . import completing, renewing
from .dates import day_of, today
from .models import CourseEdition, Enrolment, EnrolmentEvent
from .releasing import EVERYONE, away, soonest, tell

Kind = EnrolmentEvent.Kind


def bring_up_to_date(learner=None):
    """Let the updates of whoever left wait, and ask whoever is back again; of one person, or of all.

    Again is harmless.
    """
    updates = Enrolment.objects.filter(source=Enrolment.Source.UPDATE, completed_at=None, ended_at=None)
    if learner is not None:
        updates = updates.filter(learner=learner)
    # Looked up for each update, and not once for everybody: of one person there are few.
    has_left = Exists(away().filter(pk=OuterRef("learner")))
    for update in updates.filter(has_left).exclude(update_due_on=None).iterator():
        _pause(update)
    # What has run out is replaced, and asks for nothing any more.
    waiting = updates.filter(update_due_on=None).exclude(pk__in=renewing.outdated_updates().values("pk"))
    for update in waiting.filter(~has_left).iterator():
        _resume(update)


@transaction.atomic
def _pause(update):
    locked = completing.lock(update)
    if locked.is_open and locked.update_due_on:
        before = str(locked.update_due_on)
        _ask_by(locked, None, before=before, reason="left")


@transaction.atomic
def _resume(update):
    locked = completing.lock(update)
    if not locked.is_open or locked.update_due_on:
        return
    paused = locked.events.filter(kind=Kind.DUE, data__has_key="before").last()
    if paused and day_of(paused.at) == today():
        # To leave and come back on one day puts nothing off.
        _ask_by(locked, date.fromisoformat(paused.data["before"]))
    else:
        _ask_by(locked, max(filter(None, [_first_day(locked), soonest()])))
        tell(locked)


def _ask_by(update, due_on, **more):
    update.update_due_on = due_on
    update.save(update_fields=["update_due_on"])
    data = {"update_due_on": due_on and str(due_on), **more}
    EnrolmentEvent.objects.create(enrolment=update, kind=Kind.DUE, data=data)


def _first_day(update):
    """The earliest date of the editions that an update brings, or None."""
    began = update.events.get(kind=Kind.ENROLLED).data["edition"]
    brought = CourseEdition.objects.filter(course_key=update.course_key, released_for=EVERYONE)
    return brought.filter(number__range=(began, update.edition.number)).aggregate(day=Min("due_on"))["day"]
