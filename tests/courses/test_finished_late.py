"""Courses that were finished when nothing could close them: while they were down, or where a receiver failed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from courses import enrolling, overlooked, releasing, requiring, ticking
from courses.models import CoursePage, Enrolment
from courses.records import differences
from tests.cast import join, make_user
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from tests.courses.learning import EVERYONE, change, do, finish, update_of
from training.people import joining
from training.people.models import FrontlineRole

A_WHILE = timedelta(hours=3)


def tick():
    ticking.tick(timezone.now())


@pytest.fixture
def finished_while_down(client, begun, course, amara, time_machine):
    """Amara's period: she finished it hours after a trainer had taken the course down, who then put it back."""
    CoursePage.objects.get(pk=course.pk).unpublish()
    time_machine.move_to(timezone.now() + A_WHILE)
    client.force_login(amara)
    client.post(reverse("courses:complete-activity", args=[lessons_of(course)[1].pk]))
    tick()
    time_machine.move_to(timezone.now() + A_WHILE)
    change(CoursePage.objects.get(pk=course.pk))
    return begun


@pytest.fixture
def finished_by_role(amara, time_machine):
    """Amara's period: the role she has now asks for no more, and whatever should have noticed failed."""
    course = make_course(lessons=["One"], released=False)
    add_lesson(course, "For trading standards", roles=["trading-standards"])
    release(course)
    period = do(enrolling.enrol(amara, course), lessons_of(course)[:1])
    time_machine.move_to(timezone.now() + A_WHILE)
    joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="licensing"))
    return period


def is_completed_as_of_the_last_lesson(period):
    """And the records say the same."""
    period.refresh_from_db()
    assert period.completed_at == period.completions.latest("completed_at").completed_at
    assert period.events.filter(kind="completed").count() == 1
    return list(differences()) == []


@pytest.mark.promise(2)
def test_what_was_finished_while_its_course_was_down_is_completed_once_it_is_back(finished_while_down):
    tick()
    tick()
    assert is_completed_as_of_the_last_lesson(finished_while_down)


def test_nobody_is_completed_while_her_course_is_down(finished_while_down, course):
    CoursePage.objects.get(pk=course.pk).unpublish()
    cache.clear()
    tick()
    assert Enrolment.objects.get().is_open


@pytest.mark.promise(2)
def test_what_a_change_of_role_finished_is_completed_by_the_tick(finished_by_role):
    tick()
    assert is_completed_as_of_the_last_lesson(finished_by_role)


def test_periods_of_courses_that_did_not_change_are_looked_at_once_a_day(finished_by_role, amara, time_machine):
    joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="trading-standards"))
    tick()
    joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="licensing"))
    tick()
    assert Enrolment.objects.get().is_open
    cache.clear()  # as a day later
    tick()
    assert is_completed_as_of_the_last_lesson(finished_by_role)


def test_an_obligation_is_met_by_what_was_finished_late(finished_while_down, course, team, ben):
    requiring.require(course, team, due_on=timezone.localdate(), actor=ben)
    tick()
    assert finished_while_down.obligations.get().end_reason == "met"
    assert is_completed_as_of_the_last_lesson(finished_while_down)


def test_an_update_is_not_completed_before_it_began(amara, course, time_machine):
    """All that is finished in it was carried over, with the dates of then."""
    finish(amara, course)
    time_machine.move_to(timezone.now() + A_WHILE)
    add_lesson(course, "Three", roles=["trading-standards"])
    releasing.move_everyone(release(course, EVERYONE))
    time_machine.move_to(timezone.now() + A_WHILE)
    joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="licensing"))
    tick()
    update = update_of(amara)
    assert update.completed_at == update.events.get(kind="enrolled").at
    assert list(differences()) == []


def test_nobody_is_completed_by_an_edition_before_she_was_on_it(amara, course, time_machine):
    period = do(enrolling.enrol(amara, course), lessons_of(course)[:1])
    time_machine.move_to(timezone.now() + A_WHILE)
    add_lesson(course, "For licensing", roles=["licensing"])
    change(lessons_of(course)[1], is_required=False)
    edition = release(course, EVERYONE)
    CoursePage.objects.get(pk=course.pk).unpublish()
    releasing.move_everyone(edition)
    change(CoursePage.objects.get(pk=course.pk))
    tick()
    period.refresh_from_db()
    assert period.completed_at == period.events.get(kind="edition_changed").at


def test_looking_at_everybody_costs_the_same_whatever_their_number(finished_by_role, course, team, check_growth):
    of_amara = CoursePage.objects.get(translation_key=finished_by_role.course_key)

    def grow():
        for number in range(5):
            membership = join(make_user(f"Person{number} Example"), team)
            for other in (course, of_amara):
                do(enrolling.enrol(membership.user, other), lessons_of(other)[:1])
            joining.change_role(membership, FrontlineRole.objects.get(slug="licensing"))

    check_growth(lambda: list(overlooked.finished(of_all=True)), grow)
    found = list(overlooked.finished(of_all=True))
    assert (len(found), {period.course_key for period in found}) == (6, {of_amara.key})
