"""A manager says that a requirement does not ask one person."""

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from training.people import audit
from training.people.models import User

from . import ending
from .asking import let_go
from .models import Enrolment, EnrolmentEvent, Obligation


class Reason(TextChoices):
    """Why somebody is exempted. A short list and no prose: a reason in words would tell of a person's life."""

    NOT_IN_WORK = "not_in_work", _("Their work does not need it")
    TRAINED_ELSEWHERE = "trained_elsewhere", _("They have equal training from elsewhere")
    AWAY = "away", _("They are away for a long time")
    LEAVING = "leaving", _("They are about to leave")


class NotAsked(Exception):
    """The requirement asks nothing of this person at the moment."""


@transaction.atomic
def exempt(requirement, learner, *, reason, actor):
    """Ask this person no longer, now or when the requirement would ask again.

    A period that only the requirement opened, and nobody has begun, ends with it. To undo it, assign the course anew.
    Raises NotAsked.
    """
    # In the order in which asking locks, so that the two take turns.
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    asked = requirement.obligations.filter(enrolment__learner=learner, ended_at=None)
    locked = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    period = locked.filter(obligations__in=asked, completed_at=None).first()
    if period is None:
        raise NotAsked(str(learner.pk))
    let_go(asked, Obligation.EndReason.EXEMPTED, actor=actor)
    EnrolmentEvent.objects.create(
        enrolment=period,
        kind=EnrolmentEvent.Kind.EXEMPTED,
        data={"requirement": str(requirement.key), "version": requirement.version, "reason": reason},
        actor=actor,
    )
    audit.record("courses.exempt", requirement, user=actor, about=learner, data={"reason": str(reason)})
    if is_idle(period):
        ending.end(period, Enrolment.EndReason.EXEMPTED, actor_id=actor.pk)
    return period


def is_idle(period):
    """Whether a period was opened by requirements alone, none of which asks any more, and was never begun."""
    was_asked = period.source in (Enrolment.Source.REQUIREMENT, Enrolment.Source.RENEWAL)
    is_free = period.started_at is None and not period.obligations.filter(ended_at=None).exists()
    return was_asked and is_free
