"""Somebody of each role takes the core course, and the course of her role where there is one. See `make walk`."""

import pytest
import yaml

from tests.journeys.answers import DEMO
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import CORE, activities_of, address_of, certificate_of, finish_lessons, pass_quiz

PEOPLE = [
    ("ben@northmere.example", "trading-standards", PHONE),
    ("asha@northmere.example", "environmental-health-food", PHONE),
    ("carys@northmere.example", "licensing", DESK),
    ("ewa@northmere.example", "health-and-safety", DESK),
    ("dele@northmere.example", "housing-and-homelessness", PHONE),
    ("owen@northmere.example", "fire-and-building-control", DESK),
]

pytestmark = [pytest.mark.walk]


def courses_for(role):
    """The core course, and those of the demo that name this role."""
    courses = {path.parent.name: yaml.safe_load(path.read_text()) for path in sorted(DEMO.glob("*/course.yaml"))}
    return [CORE, *(name for name, course in courses.items() if role in course["audience"])]


@pytest.mark.parametrize(("email", "role", "width"), PEOPLE, ids=[role for _email, role, _width in PEOPLE])
def test_somebody_of_each_role_takes_core_and_the_course_of_her_role(visitor, email, role, width):
    learner = visitor(email, width=width).sign_in(email)
    for course in courses_for(role):
        learner.go(address_of(course)).press("Start this course")
        assert finish_lessons(learner) == activities_of(course) - 1
        pass_quiz(learner)
        learner.go(address_of(course)).sees("You completed this course").sees("Your certificate")
        learner.go("/my-certificates/")
        assert certificate_of(learner).startswith(b"%PDF")
