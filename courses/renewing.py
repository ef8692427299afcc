"""What happens as training runs out. Requirements ask again by themselves: see `covering.unasked_by`."""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from training.people.models import User

from . import asking, ending, enrolling
from .dates import today
from .models import Enrolment


def replace_outdated_updates():
    """End the updates whose training has run out: doing only the difference would renew nothing.

    What was asked in them is asked in a renewal, of the whole course, by the same date. Again is harmless.
    """
    for update in outdated_updates().iterator():
        _replace(update)


def outdated_updates():
    """The open updates whose training has run out."""
    before = Enrolment.objects.filter(
        learner=OuterRef("learner"),
        course_key=OuterRef("course_key"),
        number__lt=OuterRef("number"),
        completed_at__isnull=False,
    )
    updates = Enrolment.objects.filter(source=Enrolment.Source.UPDATE, completed_at=None, ended_at=None)
    held = updates.annotate(held_until=Subquery(before.order_by("-number").values("valid_until")[:1]))
    return held.filter(held_until__lt=today())


@transaction.atomic
def _replace(update):
    learner = User.objects.select_for_update(no_key=True).get(pk=update.learner_id)
    locked = Enrolment.objects.select_for_update(of=("self",), no_key=True).get(pk=update.pk)
    if not locked.is_open:
        return
    ending.end(locked, Enrolment.EndReason.REPLACED)
    asked = locked.obligations.filter(ended_at=None)
    if asked.exists():
        edition = enrolling.newest_edition(locked.course_key)
        renewal = enrolling.open_period(learner, edition, source=Enrolment.Source.RENEWAL)
        asking.move(asked, renewal)
