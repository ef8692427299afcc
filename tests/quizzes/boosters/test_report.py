"""The report on boosters: rates of groups, and nobody's own answers."""

import csv
import html
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from courses.models import FollowUp
from quizzes.models import Booster, BoosterAnswer
from quizzes.reports import BoosterReport
from tests.cast import make_member, make_user
from tests.courses import factories
from tests.courses.learning import finish
from tests.quizzes.making import make_quiz, make_single, signed_in
from training.people.joining import join, leave
from training.people.models import Membership, User

NOW = datetime(2026, 4, 10, 9, tzinfo=UTC)
DAYS = {"due_on": NOW.date(), "closes_on": NOW.date()}


@pytest.fixture
def course(db):
    return factories.make_course(lessons=["One"])


@pytest.fixture
def asked(course):
    """People of a team who were asked, of whom the first so many answered two questions, one right."""
    question = make_single().snapshot()

    def ask(organisation, count, answered=0, kind=1):
        for number in range(count):
            period = finish(make_member(f"P{number}k{kind}o{organisation.pk}", organisation), course)
            done = NOW if number < answered else None
            follow_up = FollowUp.objects.create(enrolment=period, kind=kind, asked_at=NOW, done_at=done, **DAYS)
            if done:
                booster = Booster.objects.create(follow_up=follow_up, questions=[], seed="x", begun_at=NOW)
                for position, is_right in enumerate((True, False), start=1):
                    kept = {"answer": {}, "mark": int(is_right), "is_right": is_right, "at": NOW}
                    key = question.key if is_right else course.key
                    BoosterAnswer.objects.create(booster=booster, position=position, question_key=key, **kept)

    return ask


def rows(viewer, **filters):
    report = BoosterReport(viewer)
    cells = [report.cells(entry) for entry in report.entries(filters)]
    return [tuple(cell[name] for name in ("organisation", "asked", "answered", "rate", "right")) for cell in cells]


def test_it_says_how_many_were_asked_and_answered_and_how_much_was_right(ben, team, asked):
    asked(team, 8, answered=6)
    assert rows(ben) == [("Northmere Borough Council > Regulation > Trading standards", 8, 6, "75%", "50%")]


def test_numbers_under_five_are_never_said(ben, team, asked):
    asked(team, 8, answered=4)
    ((_name, *numbers),) = rows(ben)
    assert numbers == [8, "Fewer than 5", None, None]


def test_fewer_than_five_people_are_no_group(ben, team, asked):
    asked(team, 4, answered=4)
    assert rows(ben) == [("Others together", "Fewer than 5", "Fewer than 5", None, None)]


def test_small_teams_are_counted_with_others(ben, regulation, team, asked):
    asked(team, 5, answered=5)
    asked(regulation.add_child(name="Licensing", kind="team"), 2, answered=2)
    assert [(name, number) for name, number, *_more in rows(ben)] == [("Others together", 7)]


def test_each_kind_has_rows_of_its_own(ben, team, asked):
    asked(team, 5, answered=5)
    asked(team, 6, answered=0, kind=3)
    assert [(number, answered) for _name, number, answered, *_more in rows(ben)] == [(5, 5), (6, 0)]


@pytest.mark.promise(9)
def test_another_councils_manager_sees_nothing(dana, team, asked):
    asked(team, 8, answered=6)
    assert rows(dana) == []


def test_who_declined_looks_like_who_did_not_answer(ben, team, asked):
    asked(team, 8, answered=6)
    before = rows(ben)
    FollowUp.objects.filter(done_at=None).update(declined_at=NOW)
    assert rows(ben) == before


def test_ending_a_membership_takes_nobody_out_of_the_numbers(ben, team, asked):
    asked(team, 5, answered=5)
    asked(team, 1, answered=0, kind=3)
    before = rows(ben)
    membership = Membership.objects.get(user__name=f"P0k1o{team.pk}")
    # As if she had left on the day on which she joined: what is less then would be her own answers.
    leave(membership, membership.started_on)
    assert rows(ben) == before


def test_inviting_somebody_puts_nobody_into_the_numbers(ben, team, southmere, asked):
    asked(team, 6, answered=6)
    asked(southmere, 1, answered=1)
    before = rows(ben)
    join(User.objects.get(name=f"P0k1o{southmere.pk}"), team)
    assert rows(ben) == before


@pytest.mark.promise(5)
def test_the_screen_and_the_file_show_the_same_groups(client, ben, team, regulation, asked):
    asked(team, 6, answered=5)
    asked(regulation.add_child(name="Licensing", kind="team"), 7, answered=2)
    client.force_login(ben)
    screen = client.get(reverse("reports:report", args=["boosters"])).text
    response = client.get(reverse("reports:download", args=["boosters", "csv"]))
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[1:]
    assert len(lines) == len(rows(ben)) == 2
    assert all(cell in html.unescape(screen) for line in csv.reader(lines) for cell in line)


def test_a_manager_does_not_read_of_a_team_whose_name_begins_like_hers(ben, regulation, asked):
    asked(regulation.get_parent().add_child(name=f"{regulation.name} and more"), 6, answered=6)
    assert rows(ben) == []


def test_administrators_read_of_everybody(team, southmere, asked):
    asked(team, 6, answered=6)
    asked(southmere, 7, answered=7)
    assert [number for _name, number, *_more in rows(make_user("Kit Osborne", is_superuser=True))] == [6, 7]


def test_it_is_narrowed_by_course(ben, team, course, asked):
    asked(team, 8, answered=6)
    other = factories.make_course("Another", lessons=["One"])
    assert len(rows(ben, course=str(course.key))) == 1
    assert rows(ben, course=str(other.key)) == []


def test_more_people_and_teams_cost_no_more_queries(ben, team, regulation, asked, check_growth):
    asked(team, 5, answered=5)
    grow = lambda: asked(regulation.add_child(name="Licensing", kind="team"), 6, answered=5)  # noqa: E731
    check_growth(lambda: rows(ben), grow)


def test_trainers_read_the_counts_of_everybody_beside_the_quiz(chidi, team, southmere, course, asked):
    asked(team, 4, answered=4)
    asked(southmere, 4, answered=2)
    asked(team, 4, answered=4, kind=3)
    quiz = make_quiz(course.get_children().get(), [make_single()])
    page = signed_in(chidi).get(reverse("quizzes:statistics", args=[quiz.pk]))
    assert [(one.kind, one.asked, one.answered, one.right) for one in page.context["boosters"]] == [
        (1, 8, 6, 0.5),
        (3, None, None, None),
    ]
    assert "Boosters after this course" in page.text
