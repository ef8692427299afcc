"""When a course is done although nobody pressed a button, and when it is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import completing, enrolling, releasing, ticking
from courses.models import Completion, CourseEdition, Enrolment
from courses.statuses import current, with_status
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from training.people import joining
from training.people.models import FrontlineRole

EVERYONE = CourseEdition.For.EVERYONE
SELF = Completion.How.SELF


@pytest.fixture
def begun(amara, course):
    """Amara, with one of two lessons done."""
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how=SELF)
    return enrolment


def is_done(enrolment):
    enrolment.refresh_from_db()
    return enrolment.completed_at is not None


def test_taking_a_course_down_certifies_nobody(course, begun):
    course.unpublish()
    for lesson in lessons_of(course):
        lesson.unpublish()
    ticking.tick(timezone.now())
    assert not is_done(begun)


def test_taking_every_lesson_down_certifies_nobody(course, begun):
    for lesson in lessons_of(course):
        lesson.unpublish()
    ticking.tick(timezone.now())
    assert not is_done(begun)


def test_a_release_that_asks_nothing_of_somebody_certifies_her_not(amara):
    course = make_course(lessons=["Only"])
    enrolment = enrolling.enrol(amara, course)
    lesson = lessons_of(course)[0]
    lesson.roles.set(FrontlineRole.objects.filter(slug="licensing"))
    lesson.save_revision().publish()
    releasing.move_everyone(release(course, EVERYONE))
    assert not is_done(enrolment)


def test_a_scheduled_unpublishing_counts_like_any_other(course, begun):
    lessons_of(course)[1].unpublish(set_expired=True)
    ticking.tick(timezone.now())
    assert is_done(begun)


def test_finishing_again_what_was_finished_closes_a_course_that_lacks_nothing(course, begun):
    one, two = lessons_of(course)
    two.unpublish()
    completing.record(begun, one, how=SELF)
    assert is_done(begun)


def test_a_new_role_that_asks_nothing_more_completes_the_course(amara, ben, course, django_capture_on_commit_callbacks):
    add_lesson(course, "For trading standards", roles=["trading-standards"])
    release(course)
    enrolment = enrolling.enrol(amara, course)
    for lesson in lessons_of(course)[:2]:
        completing.record(enrolment, lesson, how=SELF)
    assert not is_done(enrolment)
    with django_capture_on_commit_callbacks(execute=True):
        joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="licensing"), actor=ben)
    assert is_done(enrolment)


def test_an_update_whose_new_lesson_is_unpublished_is_completed_however_late_it_was_begun(amara, course):
    with time_machine.travel(datetime(2026, 11, 1, 9, tzinfo=UTC)):
        enrolment = enrolling.enrol(amara, course)
        for lesson in lessons_of(course):
            completing.record(enrolment, lesson, how=SELF)
    three = add_lesson(course, "Three")
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        releasing.move_everyone(release(course, EVERYONE))
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        three.unpublish()
    update = Enrolment.objects.get(learner=amara, number=2)
    with time_machine.travel(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        enrolling.start(update)
        ticking.tick(timezone.now())
    assert is_done(update)


def test_an_update_of_a_course_that_never_runs_out_does_not_run_out(amara):
    course = make_course(lessons=["One"], certificate_valid_months=None)
    completing.record(enrolling.enrol(amara, course), lessons_of(course)[0], how=SELF)
    course.certificate_valid_months = 24
    course.save_revision().publish()
    two = add_lesson(course, "Two")
    releasing.move_everyone(release(course, EVERYONE))
    update = Enrolment.objects.get(learner=amara, number=2)
    completing.record(update, two, how=SELF)
    assert is_done(update)
    assert update.valid_until is None


def test_whoever_is_asked_for_an_update_counts_as_trained_while_her_training_holds(amara, course):
    enrolment = enrolling.enrol(amara, course)
    for lesson in lessons_of(course):
        completing.record(enrolment, lesson, how=SELF)
    add_lesson(course, "Three")
    releasing.move_everyone(release(course, EVERYONE))
    assert Enrolment.objects.filter(learner=amara).count() == 2
    speaks = with_status(current(Enrolment.objects.all())).get(learner=amara)
    assert (speaks.number, speaks.status) == (1, "done")
    enrolment.refresh_from_db()
    after = enrolment.valid_until + timedelta(days=1)
    assert isinstance(after, date)
    later = with_status(current(Enrolment.objects.all(), on=after), on=after).get(learner=amara)
    assert (later.number, later.status) == (2, "not_started")
