"""What must hold in the middle of any history, and at its end."""

from django.core import mail
from django.core.cache import caches
from django.db.models import Count
from django.utils import timezone

from certificates import resting
from certificates.models import Certificate, Status
from courses.models import Enrolment
from courses.releasing import away
from training.notices.management.commands.tick import tick_all
from training.people.management.commands.check_records import differences

from .world import commit, evidence

# A page was unpublished, or an issue failed: the next tick sees to it, and must.
HEALED_BY_A_TICK = {"nothing_left", "certificate"}


def hold(history):
    """Assert every invariant. `history.seen` holds the evidence that was there the last time."""
    found = list(differences())
    if found and {one.what for one in found} <= HEALED_BY_A_TICK:
        assert tick_all(timezone.now()) == []
        commit()
        found = list(differences())
    assert not found, "\n".join(map(str, found))
    assert open_periods() == []
    assert two_in_force() == []
    assert asked_though_away() == []
    rows = evidence()
    changed = [key for key, row in history.seen.items() if rows.get(key) != row]
    assert changed == [], f"evidence changed or went: {changed}"
    history.seen = rows


def forget():
    """Drop what a process keeps beside the database."""
    mail.outbox = []
    for cache in caches.all():
        cache.clear()


def two_in_force():
    """The certificates beside which another is in force for the same training."""
    valid = Certificate.objects.with_status().filter(status=Status.VALID)
    return [one for one in valid.select_related("enrolment") if resting.in_force_beside(one).exists()]


def open_periods():
    """(learner, number of open periods), of those who have more than one."""
    opened = Enrolment.objects.filter(completed_at=None, ended_at=None).order_by()
    return list(opened.values("learner").annotate(number=Count("pk")).filter(number__gt=1))


def asked_though_away():
    """The open periods (keys) of people who left that ask for an update by a date."""
    still_open = Enrolment.objects.filter(completed_at=None, ended_at=None, learner__in=away())
    return list(still_open.exclude(update_due_on=None).values_list("pk", flat=True))
