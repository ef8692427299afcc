"""Leaving a course that nobody requires, and being exempted from one that somebody did."""

from datetime import date

import pytest
from django.utils import timezone

from courses import completing, ending, enrolling, exempting, requiring, ticking
from courses.models import Enrolment, EnrolmentEvent, Obligation
from tests.cast import join, make_user
from tests.courses.factories import lessons_of
from training.people import joining

DUE = date(2099, 3, 1)
Kind = EnrolmentEvent.Kind


@pytest.fixture
def requirement(course, team, amara, ben):
    return requiring.require(course, team, due_on=DUE, actor=ben)


def exempt(requirement, learner, ben):
    return exempting.exempt(requirement, learner, reason=exempting.Reason.NOT_IN_WORK, actor=ben)


def test_a_learner_leaves_what_she_chose_and_comes_back_to_a_new_period(client, amara, course):
    period = enrolling.start(enrolling.enrol(amara, course))
    completing.record(period, lessons_of(course)[0], how="self")
    client.force_login(amara)
    assert "Leave" in client.get("/my-training/").content.decode()
    assert client.post(f"/my-training/{period.pk}/withdraw/", follow=True).status_code == 200
    period.refresh_from_db()
    last = period.events.last()
    assert (period.end_reason, last.kind, last.at, last.actor) == ("withdrawn", Kind.ENDED, period.ended_at, amara)
    assert course.title not in client.get("/my-training/").content.decode().split("<h1", 1)[1].split("</main")[0]
    again = enrolling.enrol(amara, course)
    assert (again.number, again.source, again.completions.count()) == (2, "self", 0)


def test_nobody_leaves_what_is_required_an_update_or_what_is_over(client, requirement, amara, course):
    period = Enrolment.objects.get(learner=amara)
    client.force_login(amara)
    page = client.post(f"/my-training/{period.pk}/withdraw/", follow=True)
    assert "it is asked of you" in page.content.decode()
    assert "cannot leave" in client.get(f"/my-training/{period.pk}/withdraw/").content.decode()
    Obligation.objects.all().delete()
    Enrolment.objects.update(source="update")
    with pytest.raises(ending.NotYours):
        ending.withdraw(period)
    Enrolment.objects.update(source="requirement")
    ending.withdraw(period)
    with pytest.raises(ending.NotYours):
        ending.withdraw(period)
    assert client.post(f"/my-training/{period.pk}/withdraw/").status_code == 404


def test_who_left_course_and_team_is_asked_again_when_back(
    requirement, amara, team, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        joining.leave(amara.memberships.get())
    ending.withdraw(Enrolment.objects.get(learner=amara))
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(amara, team)
    assert Obligation.objects.get(ended_at=None).enrolment.number == 2


def test_a_manager_exempts_a_person_for_a_reason_from_a_list(client, requirement, amara, ben):
    client.force_login(ben)
    listed = client.get(f"/team-training/assignments/{requirement.key}/people/")
    assert "Amara Okafor" in listed.content.decode()
    url = f"/team-training/assignments/{requirement.key}/people/{amara.pk}/exempt/"
    assert "Choose a reason" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "her knee"}).status_code == 200
    assert Obligation.objects.get().ended_at is None
    assert "is exempted" in client.post(url, {"reason": "away"}, follow=True).content.decode()
    period = Enrolment.objects.get(learner=amara)
    assert (period.end_reason, Obligation.objects.get().end_reason) == ("exempted", "exempted")
    assert [event.kind for event in period.events.all()][-3:] == [Kind.DUE, Kind.EXEMPTED, Kind.ENDED]
    assert period.events.get(kind=Kind.EXEMPTED).data["reason"] == "away"
    assert client.post(url, {"reason": "away"}).status_code == 404


def test_an_exempted_person_is_not_asked_again_until_she_is_named_again(requirement, course, team, amara, ben):
    exempt(requirement, amara, ben)
    ticking.tick(timezone.now())
    requiring.change_due(requirement, date(2099, 6, 1), actor=ben)
    assert not Obligation.objects.filter(ended_at=None).exists()
    named = requiring.require(course, team, due_on=DUE, actor=ben, learners=[amara])
    assert Obligation.objects.get(ended_at=None).enrolment.number == 2
    exempt(named, amara, ben)
    again = requiring.require(course, team, due_on=DUE, actor=ben, learners=[amara])
    assert again.key != named.key
    assert requiring.require(course, team, due_on=DUE, actor=ben, learners=[amara]) == again


def test_what_somebody_has_begun_or_another_asks_goes_on(requirement, regulation, course, amara, ben):
    other = requiring.require(course, regulation, due_on=DUE, actor=ben, learners=[amara])
    assert exempt(requirement, amara, ben).is_open
    enrolling.start(Enrolment.objects.get(learner=amara))
    assert exempt(other, amara, ben).is_open
    with pytest.raises(exempting.NotAsked):
        exempt(other, amara, ben)


def test_what_the_learner_chose_herself_goes_on(course, team, amara, ben):
    enrolling.enrol(amara, course)
    assert exempt(requiring.require(course, team, due_on=DUE, actor=ben), amara, ben).is_open


def test_nobody_exempts_herself_nor_a_stranger(client, course, regulation, amara, ben, dana):
    requirement = requiring.require(course, regulation, due_on=DUE, actor=ben)
    url = f"/team-training/assignments/{requirement.key}/people"
    client.force_login(ben)
    assert client.get(f"{url}/{ben.pk}/exempt/").status_code == 404
    assert client.get(f"{url}/{dana.pk}/exempt/").status_code == 404
    client.force_login(dana)
    assert client.post(f"{url}/{amara.pk}/exempt/", {"reason": "away"}).status_code == 404
    assert not Obligation.objects.filter(end_reason="exempted").exists()


def test_the_list_of_whom_is_asked_costs_the_same_whatever_their_number(client, requirement, team, ben, check_growth):
    client.force_login(ben)

    def grow():
        for index in range(5):
            join(make_user(f"Person{index} Example"), team)
        requiring.apply(requirement)

    check_growth(lambda: client.get(f"/team-training/assignments/{requirement.key}/people/"), grow)
