"""Fixtures of this folder."""

from datetime import UTC, datetime

import pytest
import time_machine

from courses import enrolling
from tests.courses.factories import lessons_of, make_course
from tests.courses.learning import do, finish
from tests.once import anew
from tests.training.reports.team import team_course_once, trained_team

__all__ = ["team_course_once", "trained_team"]


@pytest.fixture(scope="module")
def course_once(made_once):
    """Two lessons, One and Two; edition 1. Made once for a file, which may have another."""
    return make_course()


@pytest.fixture
def course(db, course_once):
    """The course, as it was made."""
    return anew(course_once)


@pytest.fixture
def begun(amara, course):
    """Amara, with the first lesson done."""
    return do(enrolling.enrol(amara, course), lessons_of(course)[:1])


@pytest.fixture
def trained(amara, course):
    """Amara, with the course completed a while ago."""
    with time_machine.travel(datetime(2026, 3, 3, 9, tzinfo=UTC)):
        return finish(amara, course)
