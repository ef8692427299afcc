"""The messages about boosters: one when it is due and two reminders, and none once it is answered or declined."""

from functools import cache

from django.utils.formats import date_format

from courses import following_up
from courses.dates import day_of
from training.notices.sending import post

from .finding import candidates
from .waiting import WAITS, to_tell


def tell(now):
    """Post what is due to be said. Again is harmless."""
    day = day_of(now)
    can_ask = cache(lambda course_key: bool(candidates(course_key)))
    told = [one for one in to_tell(day) if can_ask(one.enrolment.course_key)]
    for follow_up in told:
        _post(follow_up, day)
    following_up.note_asked(told, now)


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
