"""A course that Amara has completed."""

import json
from unittest import mock

import pytest

from certificates import issuing, resting
from courses import completing, enrolling
from courses.models import Completion, Enrolment
from tests.courses.factories import lessons_of, make_course
from tests.once import amara, anew, northmere, team

__all__ = ["amara", "northmere", "team"]


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


def another(learner, course, source):
    """A further completed period on the course's newest edition, all of it done."""
    enrolment = enrolling.open_period(learner, enrolling.newest_edition(course.key), source=source)
    for lesson in lessons_of(course):
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    enrolment.refresh_from_db()
    return enrolment


def updated(learner, course):
    """A completed update."""
    return another(learner, course, Enrolment.Source.UPDATE)


def issued_beside(update):
    """The update's certificate, as it was issued before there was this rule: beside a revoked one."""
    with mock.patch.object(resting, "one_before", return_value=None):
        made = issuing.issue(update)
    assert made.supersedes is None
    return made


def events_of(certificate):
    """What happened to a certificate: [(kind, reason)]."""
    return list(certificate.events.values_list("kind", "reason"))


@pytest.fixture(scope="module")
def course_once(amara_once):
    """Recognise and respond: two lessons."""
    return make_course(outcomes=outcomes("Notice what is wrong", "Know whom to tell"))


@pytest.fixture(scope="module")
def period_once(amara_once, course_once):
    """Amara's completed period."""
    return complete(amara_once, course_once)


@pytest.fixture(scope="module")
def certificate_once(period_once):
    """Amara's certificate."""
    return issuing.issue(period_once)


@pytest.fixture
def course(db, course_once):
    """The course, as it was made."""
    return anew(course_once)


@pytest.fixture
def period(db, period_once):
    """Amara's period, as it was completed."""
    return anew(period_once)


@pytest.fixture
def certificate(db, certificate_once):
    """Amara's certificate, as it was issued."""
    return anew(certificate_once)
