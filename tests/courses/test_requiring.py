"""What an organisation requires, and whom that asks."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import completing, enrolling, requiring, ticking
from courses.models import Enrolment, EnrolmentEvent, Obligation, Requirement
from tests.cast import join, make_user
from tests.courses.factories import lessons_of, make_course
from training.notices.models import Notice
from training.people import joining
from training.people.models import FrontlineRole, Membership

DUE = date(2099, 3, 1)


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course(lessons=["One"])


def open_obligations(learner):
    return Obligation.objects.filter(enrolment__learner=learner, ended_at=None)


def test_everyone_in_the_team_gets_a_period_a_date_an_event_and_a_message(course, team, amara, ben):
    requirement = requiring.require(course, team, due_on=DUE, actor=ben)
    enrolment = Enrolment.objects.get(learner=amara)
    assert enrolment.source == Enrolment.Source.REQUIREMENT
    assert enrolment.organisation_path == "Northmere Borough Council > Regulation > Trading standards"
    assert open_obligations(amara).get().due_on == DUE
    event = enrolment.events.get(kind=EnrolmentEvent.Kind.DUE)
    assert event.data["due_on"] == "2099-03-01"
    assert event.actor == ben
    assert Notice.objects.get(address=amara.email).kind == "assigned"
    assert not Obligation.objects.filter(enrolment__learner=ben).exists()
    assert requirement.made_by == ben


def test_asking_again_changes_nothing(course, team, amara, ben):
    requirement = requiring.require(course, team, due_on=DUE, actor=ben)
    assert requiring.apply(requirement) == 0
    ticking.tick(timezone.now())
    assert Obligation.objects.count() == Enrolment.objects.count() == Notice.objects.count() == 1
    assert EnrolmentEvent.objects.filter(kind="due").count() == 1


def test_only_the_roles_named_are_asked(course, regulation, team, amara, ben):
    licensing = make_user("Lena Licence")
    join(licensing, team, role="licensing")
    roles = FrontlineRole.objects.filter(slug="licensing")
    requiring.require(course, regulation, roles=roles, due_on=DUE, actor=ben)
    assert open_obligations(licensing).exists()
    assert not open_obligations(amara).exists()


def test_only_the_people_named_are_asked(course, regulation, team, amara, ben):
    other = make_user("Lena Licence")
    join(other, team)
    requiring.require(course, regulation, learners=[amara], due_on=DUE, actor=ben)
    ticking.tick(timezone.now())
    assert open_obligations(amara).exists()
    assert not Enrolment.objects.filter(learner__in=[other, ben]).exists()


def test_an_auditor_and_whoever_left_are_not_asked(course, team, regulation, amara, ben):
    joining.leave(amara.memberships.get())
    auditor = make_user("Olu Auditor")
    join(auditor, regulation, role=None, access="auditor")
    requiring.require(course, regulation, due_on=DUE, actor=ben)
    assert set(Enrolment.objects.values_list("learner", flat=True)) == {ben.pk}


def test_who_is_in_date_has_met_it_already(course, team, amara, ben):
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    requiring.require(course, team, due_on=timezone.localdate() + timedelta(days=30), actor=ben)
    assert Enrolment.objects.get().pk == enrolment.pk
    assert Obligation.objects.get().end_reason == Obligation.EndReason.MET
    assert not Notice.objects.exists()


def test_whoever_is_in_date_today_but_not_then_is_asked_when_it_is_time_to_renew(course, team, amara, ben):
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    enrolment.refresh_from_db()
    requiring.require(course, team, due_on=enrolment.valid_until + timedelta(days=30), actor=ben)
    assert not Obligation.objects.exists()
    with time_machine.travel(enrolment.valid_until - timedelta(days=20)):
        ticking.tick(timezone.now())
    assert open_obligations(amara).get().enrolment.number == 2


def test_a_form_that_is_sent_twice_asks_once(course, team, amara, ben):
    first = requiring.require(course, team, due_on=DUE, actor=ben, learners=[amara])
    assert requiring.require(course, team, due_on=DUE, actor=ben, learners=[amara]) == first
    assert Obligation.objects.count() == Notice.objects.count() == 1


def test_who_has_begun_keeps_what_is_done_and_gains_a_date(course, team, amara, ben):
    enrolment = enrolling.start(enrolling.enrol(amara, course))
    requiring.require(course, team, due_on=DUE, actor=ben)
    assert open_obligations(amara).get().enrolment == enrolment
    assert Enrolment.objects.get().source == Enrolment.Source.SELF


def test_whose_training_ran_out_gets_a_new_period(course, team, amara, ben):
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    Enrolment.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    requiring.require(course, team, due_on=DUE, actor=ben)
    assert open_obligations(amara).get().enrolment.number == 2


def test_completing_meets_every_requirement_at_once(course, team, regulation, amara, ben):
    requiring.require(course, team, due_on=DUE, actor=ben)
    requiring.require(course, regulation, due_on=DUE, actor=ben)
    enrolment = Enrolment.objects.get(learner=amara)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    assert set(enrolment.obligations.values_list("end_reason", flat=True)) == {"met"}


def test_a_joiner_is_asked_with_days_of_her_own(
    course, team, regulation, amara, ben, django_capture_on_commit_callbacks
):
    soon = timezone.localdate() + timedelta(days=3)
    requirement = requiring.require(course, regulation, due_on=soon, actor=ben, joiners_have_days=30)
    Requirement.objects.update(made_at=timezone.now() - timedelta(days=10))
    newcomer = make_user("Nia New")
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(newcomer, team)
    assert open_obligations(newcomer).get().due_on == timezone.localdate() + timedelta(days=30)
    assert open_obligations(amara).get().due_on == soon
    later = requiring.change_due(requirement, timezone.localdate() + timedelta(days=60), actor=ben)
    assert open_obligations(newcomer).get().due_on == later.due_on


def test_a_leaver_is_asked_no_longer_and_is_asked_again_when_back(
    course, team, amara, ben, django_capture_on_commit_callbacks
):
    requiring.require(course, team, due_on=DUE, actor=ben)
    with django_capture_on_commit_callbacks(execute=True):
        joining.leave(amara.memberships.get())
    assert Obligation.objects.get().end_reason == Obligation.EndReason.LEFT
    assert Enrolment.objects.get().is_open
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(amara, team)
    assert Obligation.objects.get().ended_at is None
    assert [event.data["due_on"] for event in EnrolmentEvent.objects.filter(kind="due")] == [
        "2099-03-01",
        None,
        "2099-03-01",
    ]


def test_moving_to_another_team_below_the_same_requirement_changes_nothing(
    course, team, regulation, amara, ben, django_capture_on_commit_callbacks
):
    requiring.require(course, regulation, due_on=DUE, actor=ben)
    other = regulation.add_child(name="Food team", kind="team")
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(amara, other)
        joining.leave(amara.memberships.get(organisation=team))
    assert open_obligations(amara).count() == 1


def test_another_role_ends_what_was_asked_of_the_old_one(course, team, amara, ben, django_capture_on_commit_callbacks):
    roles = FrontlineRole.objects.filter(slug="trading-standards")
    requiring.require(course, team, roles=roles, due_on=DUE, actor=ben)
    with django_capture_on_commit_callbacks(execute=True):
        joining.change_role(amara.memberships.get(), FrontlineRole.objects.get(slug="licensing"))
    assert Obligation.objects.get().end_reason == Obligation.EndReason.CANCELLED


def test_the_ticker_heals_what_a_failure_left_undone(course, team, regulation, amara, ben):
    requiring.require(course, regulation, due_on=DUE, actor=ben)
    # No signal: as if the process had died between the commit and the receiver.
    newcomer = make_user("Nia New")
    Membership.objects.create(user=newcomer, organisation=team)
    Membership.objects.filter(user=amara).update(ended_on=timezone.localdate())
    ticking.tick(timezone.now())
    assert open_obligations(newcomer).exists()
    assert Obligation.objects.get(enrolment__learner=amara).end_reason == Obligation.EndReason.LEFT


def test_another_date_is_a_new_version(course, team, amara, ben):
    first = requiring.require(course, team, due_on=DUE, actor=ben)
    second = requiring.change_due(first, date(2099, 6, 1), actor=ben)
    first.refresh_from_db()
    assert (second.key, second.version, first.due_on) == (first.key, 2, DUE)
    assert first.ended_at is not None
    assert open_obligations(amara).get().due_on == date(2099, 6, 1)
    assert Enrolment.objects.count() == 1
    assert Notice.objects.filter(address=amara.email).count() == 2


def test_another_date_asks_nobody_who_is_done(course, team, amara, ben):
    first = requiring.require(course, team, due_on=DUE, actor=ben)
    completing.record(Enrolment.objects.get(), lessons_of(course)[0], how="self")
    requiring.change_due(first, date(2099, 6, 1), actor=ben)
    assert Obligation.objects.get().end_reason == Obligation.EndReason.MET


def test_an_ended_requirement_asks_nobody(course, team, amara, ben):
    requirement = requiring.require(course, team, due_on=DUE, actor=ben)
    requiring.end(requirement, actor=ben)
    ticking.tick(timezone.now())
    assert Obligation.objects.get().end_reason == Obligation.EndReason.CANCELLED
    assert requiring.change_due(requirement, date(2099, 6, 1), actor=ben).version == 1


def test_who_was_exempted_is_not_asked_again_by_the_same_requirement(course, team, amara, ben):
    requiring.require(course, team, due_on=DUE, actor=ben)
    Obligation.objects.update(ended_at=timezone.now(), end_reason="exempted")
    Enrolment.objects.update(ended_at=timezone.now(), end_reason="exempted")
    ticking.tick(timezone.now())
    assert Enrolment.objects.count() == 1


def test_a_course_without_an_edition_asks_nobody_yet(team, amara, ben):
    course = make_course(released=False)
    requirement = requiring.require(course, team, due_on=DUE, actor=ben)
    assert not Obligation.objects.exists()
    from tests.courses.factories import release

    release(course)
    assert requiring.apply(requirement) == 1


def test_many_people_are_asked_by_the_worker(course, team, amara, ben, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        requiring.require(course, team, due_on=DUE, actor=ben, later=True)
    assert not Obligation.objects.exists()
    assert "apply_soon" in DBTaskResult.objects.get().task_path


def queries_to_ask(course, team, ben, number):
    for index in range(number):
        join(make_user(f"Person{number}x{index} Example"), team)
    requirement = Requirement.objects.create(course_key=course.key, organisation=team, due_on=DUE, made_by=ben)
    with CaptureQueriesContext(connection) as queries:
        requiring.apply(requirement)
    return len(queries)


def test_asking_costs_a_bounded_number_of_queries_for_each_person(course, team, amara, ben):
    few = queries_to_ask(course, team, ben, 2)
    many = queries_to_ask(course, team, ben, 12)
    # Each new person: enrolling and a message. Those asked before, for another requirement, cost only a message.
    assert (many - few) / 12 <= 20


def test_looking_for_somebody_to_ask_costs_the_same_whatever_the_number(course, team, amara, ben, check_growth):
    requirement = requiring.require(course, team, due_on=DUE, actor=ben)

    def grow():
        for index in range(5):
            join(make_user(f"Person{index} Example"), team)
        requiring.apply(requirement)

    check_growth(lambda: ticking.tick(timezone.now()), grow)
    assert Obligation.objects.count() == 6


def test_an_organisation_read_before_the_tree_grew_still_means_itself(course, regulation, team, amara, ben):
    # A part that sorts first takes the place that the team had in the tree.
    join(make_user("Fay Food"), regulation.add_child(name="Food team", kind="team"))
    requiring.require(course, team, due_on=DUE, actor=ben)
    assert Obligation.objects.get().enrolment.learner == amara


def test_a_team_that_is_added_while_the_ticker_works_is_not_taken_for_another(
    course, regulation, team, amara, ben, monkeypatch
):
    zed = regulation.add_child(name="Zed team", kind="team")
    zoe = make_user("Zoe Zed")
    join(zoe, zed)
    requiring.require(course, zed, due_on=DUE, actor=ben)
    release = requiring.release_uncovered

    def grow_and_release(*given):
        # The requirement is read by now. A part that sorts first moves the others, so that a team has the path of Zed.
        regulation.refresh_from_db()
        regulation.add_child(name="Aardvark team", kind="team")
        release(*given)

    monkeypatch.setattr(requiring, "release_uncovered", grow_and_release)
    ticking.tick(timezone.now())
    assert Obligation.objects.get().enrolment.learner == zoe
    assert Obligation.objects.get().ended_at is None
