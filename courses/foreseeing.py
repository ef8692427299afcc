"""Whom a release would touch, counted before it happens. The number of queries does not grow with people."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from training.people.models import Membership

from .completing import published
from .models import Completion, Enrolment
from .releasing import away_from, reached
from .roles import held_by, judged_by


@dataclass
class Forecast:
    """How many people a release for everyone finds, by the newest period of each.

    `in_progress`: they move, and of them `completing` lack nothing after it. `trained`: of them `asked` get a new
    period, `away` have left and are asked when they come back, and `untouched` have done all of it already.
    """

    in_progress: int = 0
    completing: int = 0
    trained: int = 0
    asked: int = 0
    away: int = 0

    @property
    def untouched(self):
        """How many of the trained lack nothing."""
        return self.trained - self.asked - self.away


def foresee(edition, *, is_live=True):
    """Count whom an edition, stored or not, would touch if it were released for everyone now.

    `is_live`: whether the course is published; one that is not completes nobody.
    """
    needed = _Needed(edition)
    gone = set(away_from(edition.course_key).values_list("pk", flat=True))
    forecast = Forecast()
    for period in _periods(edition, needed):
        lacks = needed.lacks(period)
        if period["completed_at"] is None:
            forecast.in_progress += 1
            forecast.completing += is_live and lacks is False
        else:
            forecast.trained += 1
            forecast.away += bool(lacks) and period["learner"] in gone
            forecast.asked += bool(lacks) and period["learner"] not in gone
    return forecast


def unreached(edition):
    """The periods (keys) of people whom a release of this edition for everyone should have reached and has not.

    The number of queries does not grow with people, though most of the trained stay behind because they lack nothing.
    """
    behind = reached(edition.course_key).filter(edition__number__lt=edition.number)
    if not behind.exists():
        return []
    needed = _Needed(edition, only=set(published([item["key"] for item in edition.outline])))
    gone = set(away_from(edition.course_key).values_list("pk", flat=True))
    return [
        period["pk"]
        for period in _periods(edition, needed, behind)
        if period["completed_at"] is None or (needed.lacks(period) and period["learner"] not in gone)
    ]


def _periods(edition, needed, periods=None):
    of_all = Count("completions", filter=Q(completions__activity_key__in=needed.of_all))
    return (
        (reached(edition.course_key) if periods is None else periods)
        .annotate(done=of_all)
        .values("pk", "learner", "role_slug", "completed_at", "done")
        .iterator()
    )


class _Needed:
    """What an edition requires of all, counted by the database, and of some roles, compared here.

    `only`: of these activities, where not all of the edition count.
    """

    def __init__(self, edition, only=None):
        self.edition = edition
        only = {item["key"] for item in edition.outline} if only is None else only
        self.of_all = [key for key in edition.required_keys([]) if key in only]
        self.of_some = only & {item["key"] for item in edition.outline if item["is_required"] and item["roles"]}
        self.done, self.held = defaultdict(set), {}
        if self.of_some:
            self._read()

    def _read(self):
        course = {"enrolment__course_key": self.edition.course_key}
        found = Completion.objects.filter(activity_key__in=self.of_some, **course)
        for period, key in found.values_list("enrolment", "activity_key").iterator():
            self.done[period].add(str(key))
        learners = Enrolment.objects.filter(course_key=self.edition.course_key).order_by().values("learner")
        self.held = held_by(Membership.objects.filter(user__in=learners))

    def lacks(self, period):
        """Whether something is left to do in this period: None where nothing is required of its learner at all."""
        roles = judged_by(self.held.get(period["learner"], []), period["role_slug"])
        needed = set(self.edition.required_keys(roles)) & self.of_some
        if not needed and not self.of_all:
            return None
        return period["done"] < len(self.of_all) or not needed <= self.done[period["pk"]]
