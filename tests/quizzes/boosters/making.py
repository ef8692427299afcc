"""Boosters for tests that are about something else."""

from datetime import timedelta

from django.utils import timezone

from courses.dates import today
from courses.models import CoursePage, FollowUp
from quizzes.models import Booster
from tests.quizzes.making import make_single


def make_booster(done):
    """A booster that is due, and begun."""
    CoursePage.objects.update(boosters_from=today())
    days = {"due_on": today(), "closes_on": today() + timedelta(days=60)}
    follow_up = FollowUp.objects.create(enrolment=done, kind=1, asked_at=timezone.now(), **days)
    question = make_single().snapshot().model_dump(mode="json")
    Booster.objects.create(follow_up=follow_up, questions=[question], seed="seed", begun_at=timezone.now())
    return follow_up
