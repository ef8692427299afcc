"""A frontline role that is renamed: whoever has left is asked for what her own role needs, whatever it is called."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
import time_machine
from django.apps import apps

from courses import completing, enrolling
from courses.foreseeing import foresee
from courses.models import Enrolment
from courses.records import differences
from courses.reports import CompletionReport
from tests.cast import join
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from tests.courses.learning import do, left_in
from training.people import joining
from training.people.models import FrontlineRole

note_slugs = import_module("courses.migrations.0008_keep_role_slugs").note_slugs


@pytest.fixture
def course(db):
    """A lesson for all, and one for trading standards."""
    course = make_course(lessons=["For all"], released=False)
    add_lesson(course, "For trading standards", roles=["trading-standards"])
    release(course)
    return course


@pytest.fixture
def left(amara, ben, course):
    """Amara's period. She has left, and what was her role has a new name; the old one is another role's now."""
    with time_machine.travel(datetime(2026, 3, 3, 9, tzinfo=UTC)):
        period = enrolling.enrol(amara, course)
    joining.leave(amara.memberships.select_related("user").get(), actor=ben)
    rename()
    return period


def rename():
    FrontlineRole.objects.filter(slug="trading-standards").update(name="Consumer protection")
    FrontlineRole.objects.filter(slug="licensing").update(name="Trading standards")


def test_who_left_is_asked_for_what_her_role_needs_after_it_was_renamed(left, course):
    period = do(left, lessons_of(course)[:1])
    assert left_in(period) == ["For trading standards"]
    assert period.completed_at is None
    assert do(period, lessons_of(course)[1:]).completed_at is not None


def test_the_records_and_a_forecast_say_the_same(left, course):
    do(left, lessons_of(course)[:1])
    assert list(differences()) == []
    assert foresee(left.edition).completing == 0


def test_a_report_finds_her_by_her_role_and_shows_what_it_was_called(left, ben, regulation):
    report = CompletionReport(ben)
    entries = {role: list(report.entries({"role": role})) for role in ("trading-standards", "licensing")}
    assert entries == {"trading-standards": [left], "licensing": []}
    assert report.cells(entries["trading-standards"][0])["role"] == "Trading standards"


def unslugged(user, course, **fields):
    """A period as it was before slugs were noted."""
    period = enrolling.enrol(user, course)
    Enrolment.objects.filter(pk=period.pk).update(role_slug="", **fields)
    return period


def slug_of(period):
    note_slugs(apps, None)
    period.refresh_from_db()
    return period.role_slug


def test_an_old_period_takes_the_slug_of_the_role_that_has_its_name(amara, course):
    period = unslugged(amara, course)
    # Her role today is another one: the name that was noted counts.
    joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="licensing"), actor=amara)
    assert slug_of(period) == "trading-standards"
    assert completing.role_slugs(period) == {"licensing"}


def test_an_old_period_of_a_renamed_role_asks_the_membership_of_then(amara, course):
    assert slug_of(unslugged(amara, course, role="What it was called once")) == "trading-standards"


def test_an_old_period_is_not_guessed_at(amara, course, southmere):
    period = unslugged(amara, course, role="What it was called once")
    join(amara, southmere, role="licensing")
    assert slug_of(period) == ""
    FrontlineRole.objects.update(name="What it was called once")
    assert slug_of(period) == ""


def test_of_two_roles_with_one_name_the_membership_says_which(amara, course, southmere):
    period = unslugged(amara, course)
    FrontlineRole.objects.filter(slug="housing").update(name="Trading standards")
    join(amara, southmere, role="licensing")
    assert slug_of(period) == "trading-standards"
