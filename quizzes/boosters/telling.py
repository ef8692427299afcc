"""The messages about boosters: one when it is due and two reminders, and none once it is answered or declined."""

from datetime import timedelta
from functools import cache

from django.db.models import CharField, Count, Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.formats import date_format

from courses import following_up
from courses.dates import day_of
from courses.models import FollowUp
from training.notices.models import Notice
from training.notices.sending import post
from training.people.models import Membership

from .finding import candidates

# So many days after the first message comes the second, and after that the third and last.
WAITS = [timedelta(days=7), timedelta(days=14)]


def tell(now):
    """Post what is due to be said. Again is harmless."""
    day = day_of(now)
    can_ask = cache(lambda course_key: bool(candidates(course_key)))
    told = [one for one in to_tell(day) if can_ask(one.enrolment.course_key)]
    for follow_up in told:
        _post(follow_up, day)
    following_up.note_asked(told, now)


def to_tell(day):
    """The follow-ups about which a message is due, each with the number of those before. One query."""
    has_left = Membership.objects.filter(user=OuterRef("enrolment__learner"))
    waiting = FollowUp.objects.open(day).annotate(
        said=Coalesce(Subquery(_said().annotate(count=Count("pk")).values("count")), 0),
        last=Subquery(_said().annotate(last=Max("due_on")).values("last")),
    )
    is_due = Q(said=0)
    for said, wait in enumerate(WAITS, start=1):
        is_due |= Q(said=said, last__lte=day - wait)
    # Who has left all her organisations would be written to by one that is hers no more.
    waiting = waiting.filter(is_due).filter(Exists(has_left.current(on=day)) | ~Exists(has_left))
    return waiting.select_related("enrolment__learner", "enrolment__edition").order_by("pk")


def _said():
    """The messages about a follow-up. Found by their reader first, for whom there is an index."""
    key = Concat(Value("follow-up:"), Cast(OuterRef("pk"), CharField()))
    about = Notice.objects.filter(user=OuterRef("enrolment__learner"), kind="booster", subject_key=key)
    return about.order_by().values("subject_key")


def _post(follow_up, day):
    period = follow_up.enrolment
    data = {
        "name": period.learner.name,
        "course": period.edition.rules["title"],
        "completed_on": date_format(day_of(period.completed_at), "j F Y"),
        "closes_on": date_format(follow_up.closes_on, "j F Y"),
        "reminder": follow_up.said,
        "is_last": follow_up.said == len(WAITS),
        "follow_up": follow_up.pk,
        "token_for": follow_up.subject_key,
    }
    post(period.learner.email, "booster", follow_up.subject_key, day, data=data, user=period.learner)
