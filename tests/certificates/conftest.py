"""A course that Amara has completed."""

import json

import pytest

from certificates import issuing
from courses import completing, enrolling
from courses.models import Completion
from tests.courses.factories import lessons_of, make_course


def outcomes(*texts):
    return json.dumps([{"type": "outcome", "value": text} for text in texts])


def complete(learner, course, **fields):
    """A completed period of this learner, without a certificate: tests commit nothing, so nothing is announced."""
    enrolment = enrolling.enrol(learner, course, **fields)
    for lesson in lessons_of(course):
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    enrolment.refresh_from_db()
    assert enrolment.completed_at
    return enrolment


def events_of(certificate):
    """What happened to a certificate: [(kind, reason)]."""
    return list(certificate.events.values_list("kind", "reason"))


@pytest.fixture
def course(db):
    """Recognise and respond: two lessons."""
    return make_course(outcomes=outcomes("Notice what is wrong", "Know whom to tell"))


@pytest.fixture
def period(amara, course):
    """Amara's completed period."""
    return complete(amara, course)


@pytest.fixture
def certificate(period):
    """Amara's certificate."""
    return issuing.issue(period)
