"""By which role a learner is judged: today's, else the one she had last, else the one noted as her period began."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from courses import completing, enrolling, overlooked, requiring, ticking
from courses.foreseeing import foresee
from courses.models import Enrolment
from courses.my_training import my_training
from tests.cast import join, make_user
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from tests.courses.learning import do, left_in
from training.people import joining
from training.people.erasing import erase
from training.people.management.commands.check_records import differences
from training.people.models import FrontlineRole, User


@pytest.fixture
def course_once():
    """None: each test here has the course below."""


@pytest.fixture
def course(db):
    """A lesson for all, one for trading standards and one for licensing."""
    course = make_course(lessons=["For all"], released=False)
    add_lesson(course, "For trading standards", roles=["trading-standards"])
    add_lesson(course, "For licensing", roles=["licensing"])
    release(course)
    return course


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run what waits for the commit, as at the end of a request."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def role(slug):
    return FrontlineRole.objects.get(slug=slug)


@pytest.fixture
def nia(course, team, ben, commit):
    """Somebody invited without a role, asked for the course, who then chose hers. She lacks what it requires."""
    requiring.require(course, team, due_on=timezone.localdate() + timedelta(days=30), actor=ben)
    nia = make_user("Nia Example")
    with commit():
        membership = joining.join(nia, team)
    with commit():
        joining.change_role(membership, role("trading-standards"))
    do(nia.enrolments.get(), lessons_of(course)[:1])
    return nia


def lacks(person):
    """What is left of somebody's period, which every reader says alike."""
    period = person.enrolments.get()
    assert period.completed_at is None
    assert (list(differences()), list(overlooked.finished()), foresee(period.edition).completing) == ([], [], 0)
    assert not Certificate.objects.exists()
    return left_in(period)


def test_who_leaves_is_judged_by_the_role_she_had_last(nia, ben, commit):
    with commit():
        joining.leave(nia.memberships.get(), actor=ben)
    ticking.tick(timezone.now())
    assert lacks(nia) == ["For trading standards"]


def test_her_own_pages_say_what_is_left_as_the_rule_does(client, nia, course):
    joining.leave(nia.memberships.get())
    client.force_login(nia)
    page = client.get(course.url).content.decode()
    assert "<strong>1 of 2</strong>" in page
    begun = client.post(reverse("courses:enrol", args=[course.pk]))
    assert begun.url == lessons_of(course)[1].url
    (entry,) = my_training(nia).in_progress
    assert [item["title"] for item in entry.left] == lacks(nia)


def test_my_training_costs_the_same_however_many_courses_somebody_without_a_role_is_on(nia, check_growth):
    joining.leave(nia.memberships.get())

    def grow():
        for number in range(3):
            enrolling.start(enrolling.enrol(nia, make_course(f"Course {number}", slug=f"course-{number}")))

    check_growth(lambda: len(my_training(User.objects.get(pk=nia.pk)).in_progress), grow)


def test_nothing_is_certified_between_the_two_halves_of_a_move(nia, ben, southmere, commit):
    with commit():
        joining.leave(nia.memberships.get(), actor=ben)
    assert lacks(nia) == ["For trading standards"]
    with commit():
        joining.join(nia, southmere)
    assert lacks(nia) == ["For trading standards"]
    with commit():
        joining.change_role(nia.memberships.current().get(), role("licensing"))
    assert lacks(nia) == ["For licensing"]


def test_who_never_had_a_role_is_judged_by_none(course, team, commit):
    with commit():
        membership = joining.join(make_user("Nia Example"), team)
    period = do(enrolling.enrol(membership.user, course), lessons_of(course)[:1])
    assert period.completed_at is not None


def test_of_several_memberships_the_ones_that_ended_last_count(nia, southmere, commit, time_machine):
    other = join(nia, southmere, role="licensing")
    with commit():
        joining.leave(other)
    time_machine.move_to(timezone.now() + timedelta(days=1))
    with commit():
        joining.leave(nia.memberships.get(ended_on=None))
    assert lacks(nia) == ["For trading standards"]
    type(other).objects.filter(pk=other.pk).update(ended_on=timezone.localdate())
    assert lacks(nia) == ["For trading standards", "For licensing"]


def test_a_membership_that_has_not_begun_counts_for_nothing(nia, southmere, commit):
    join(nia, southmere, role="licensing", started_on=timezone.localdate() + timedelta(days=9))
    with commit():
        joining.leave(nia.memberships.get(organisation__name="Trading standards"))
    assert lacks(nia) == ["For trading standards"]


@pytest.mark.promise(2)
def test_the_records_of_somebody_erased_stay_sound_and_her_period_open(amara, course, commit, time_machine):
    """Her memberships end a day later, when nothing is announced: what she lacked by then she lacks for ever."""
    period = do(enrolling.enrol(amara, course), lessons_of(course)[:1])
    with commit():
        joining.change_role(amara.memberships.get(), role("licensing"))
    # By the role noted as she began, nothing would be left now.
    assert do(period, lessons_of(course)[1:2]).is_open
    with commit():
        erase(amara, get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    for _ in range(2):
        time_machine.move_to(timezone.now() + timedelta(days=2))
        assert lacks(amara) == ["For licensing"]
        ticking.tick(timezone.now())
    assert lacks(amara) == ["For licensing"]
    assert amara.enrolments.get().ended_at is None


def test_a_learner_costs_one_query_whatever_she_was(nia, ben, django_assert_num_queries):
    period = nia.enrolments.get()
    joining.leave(nia.memberships.get(), actor=ben)
    with django_assert_num_queries(1):
        assert completing.role_slugs(period) == {"trading-standards"}


def test_many_who_left_cost_no_more_queries(nia, course, team, check_growth):
    def grow():
        for number in range(4):
            membership = join(make_user(f"Person{number} Example"), team)
            do(enrolling.enrol(membership.user, course), lessons_of(course)[:1])
            joining.leave(membership)

    def read():
        periods = Enrolment.objects.select_related("edition").prefetch_related("completions")
        assert overlooked.nothing_left(list(periods)) == set()
        assert foresee(periods[0].edition).completing == 0

    check_growth(read, grow)
