"""The completion report: whom it lists, for whom, and how."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses import completing, enrolling, requiring
from courses.models import Enrolment, Requirement
from courses.reports import CompletionReport
from courses.scope import enrolments_seen_in
from tests.cast import join, make_user
from tests.courses.factories import lessons_of, make_course
from tests.training.reports.reading import screen_rows
from training.people.models import Membership, Organisation
from training.people.scope import organisations_seen_by

URL = "/reports/completion/"


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course(lessons=["One"])


def names(viewer, **filters):
    report = CompletionReport(viewer)
    form = report.form(filters)
    assert form.is_valid(), form.errors
    return [entry.name for entry in report.entries(form.cleaned_data)]


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_everybody_is_counted_under_one_status(client, ben, trained_team):
    report = CompletionReport(ben)
    assert {count.key: count.number for count in report.summary({})} == {
        "not_started": 1,
        "in_progress": 1,
        "overdue": 1,
        "done": 1,
        "expired": 1,
    }
    for status, person in trained_team.items():
        assert names(ben, status=status) == [person.name]


def test_a_filter_by_status_keeps_the_counts(client, ben, trained_team):
    client.force_login(ben)
    page = client.get(URL, {"status": "done"})
    assert len(screen_rows(page)) == 2
    assert [count.number for count in page.context["summary"]] == [1, 1, 1, 1, 1]


@pytest.mark.promise(9)
def test_a_stranger_gets_nothing(client, dana, trained_team):
    assert names(dana) == []
    client.force_login(dana)
    response = client.get(reverse("reports:download", args=["completion", "csv"]))
    assert b"Amara" not in b"".join(response.streaming_content)


@pytest.mark.promise(9)
def test_a_part_of_somebody_elses_tree_cannot_be_asked_for(client, dana, team, trained_team):
    client.force_login(dana)
    response = client.get(URL, {"organisation": team.pk})
    assert f'value="{team.pk}"' not in response.content.decode()
    assert response.context["form"].errors["organisation"]
    assert "rows" not in response.context
    response = client.get(reverse("reports:download", args=["completion", "csv"]), {"organisation": team.pk})
    assert response.status_code == 302


def test_a_part_of_the_tree_narrows_the_report(ben, amara, course, team, regulation):
    other = regulation.add_child(name="Food team", kind="team")
    colleague = make_user("Fay Food")
    join(colleague, other)
    for person in (amara, colleague):
        enrolling.enrol(person, course)
    assert names(ben) == ["Amara Okafor", "Fay Food"]
    assert names(ben, organisation=team.pk) == ["Amara Okafor"]


def test_role_course_and_dates_narrow_the_report(ben, amara, course, team):
    other_course = make_course("Another course", lessons=["One"])
    licensing = make_user("Lena Licence")
    join(licensing, team, role="licensing")
    enrolling.enrol(amara, course)
    enrolling.enrol(licensing, other_course)
    assert names(ben, role="licensing") == ["Lena Licence"]
    assert names(ben, course=str(course.key)) == ["Amara Okafor"]
    today = timezone.localdate()
    assert len(names(ben, **day("date_from", today), **day("date_to", today))) == 2
    assert names(ben, **day("date_from", today + timedelta(days=1))) == []
    assert names(ben, which_date="completed_at", **day("date_to", today)) == []


def test_a_completion_belongs_to_its_day_in_london(ben, amara, course):
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    Enrolment.objects.update(
        started_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC),
        completed_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
    )
    asked = {"which_date": "completed_at", **day("date_from", date(2026, 7, 1))}
    assert names(ben, **asked) == ["Amara Okafor"]
    report = CompletionReport(ben)
    row = dict(zip([c.key for c in report.all_columns], next(report.rows({})), strict=True))
    assert (row["started_at"], row["completed_at"]) == (date(2026, 6, 30), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "excellent"}, "status"),
        ({"organisation": "x"}, "organisation"),
        ({"course": "not-a-key"}, "course"),
        ({"date_from_day": "31", "date_from_month": "2", "date_from_year": "2027"}, "date_from"),
        ({"date_from_day": "31"}, "date_from"),
        ({**day("date_from", date(2027, 2, 2)), **day("date_to", date(2027, 2, 1))}, "date_to"),
    ],
)
def test_a_filter_that_makes_no_sense_shows_an_error_and_no_rows(client, ben, trained_team, query, field):
    client.force_login(ben)
    response = client.get(URL, query)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "rows" not in response.context
    assert b"There is a problem" in response.content


def test_a_leaver_stays_for_her_time_and_nothing_after_it_shows(ben, dana, amara, course, team, southmere):
    other_course = make_course("Another course", lessons=["One"])
    enrolling.enrol(amara, course)
    Enrolment.objects.update(opens_on=date(2026, 3, 1))
    Membership.objects.filter(user=amara).update(ended_on=date(2026, 5, 1))
    join(amara, southmere, started_on=date(2026, 5, 1))
    later = enrolling.enrol(amara, other_course)
    assert names(ben) == ["Amara Okafor"]
    assert not enrolments_seen_in(organisations_seen_by(ben)).filter(pk=later.pk).exists()
    assert enrolments_seen_in(organisations_seen_by(dana)).filter(pk=later.pk).exists()


@pytest.mark.parametrize(("opens_on", "is_seen"), [(date(2026, 4, 30), True), (date(2026, 5, 1), False)])
def test_the_day_somebody_leaves_is_the_first_that_is_not_hers(ben, amara, course, opens_on, is_seen):
    enrolling.enrol(amara, course)
    Enrolment.objects.update(opens_on=opens_on)
    Membership.objects.filter(user=amara).update(ended_on=date(2026, 5, 1))
    assert bool(names(ben)) == is_seen


def test_who_joins_brings_training_that_is_valid_and_no_older(ben, amara, course, team):
    enrolment = enrolling.enrol(amara, course)
    completing.record(enrolment, lessons_of(course)[0], how="self")
    Membership.objects.filter(user=amara).update(started_on=date(2027, 1, 10))
    Enrolment.objects.update(valid_until=date(2027, 1, 10))
    assert names(ben) == ["Amara Okafor"]
    Enrolment.objects.update(valid_until=date(2027, 1, 9))
    assert names(ben) == []


def test_what_was_withdrawn_before_somebody_joined_is_not_hers(ben, amara, course):
    enrolling.enrol(amara, course)
    Enrolment.objects.update(ended_at=datetime(2026, 2, 1, tzinfo=UTC), end_reason="withdrawn")
    Membership.objects.filter(user=amara).update(started_on=date(2026, 2, 2))
    assert names(ben, all_periods="on") == []
    Membership.objects.filter(user=amara).update(started_on=date(2026, 2, 1))
    assert names(ben, all_periods="on") == ["Amara Okafor"]


def test_earlier_periods_show_only_when_asked_for(ben, amara, course):
    first = enrolling.enrol(amara, course)
    completing.record(first, lessons_of(course)[0], how="self")
    Enrolment.objects.update(valid_until=date(2026, 1, 10))
    enrolling.enrol(amara, course)
    assert len(names(ben)) == 1
    assert len(names(ben, all_periods="on")) == 2


def test_moving_a_team_moves_what_its_manager_sees(ben, dana, amara, course, team, southmere):
    enrolling.enrol(amara, course)
    team.move(Organisation.objects.get(pk=southmere.pk), pos="sorted-child")
    assert names(ben) == []
    assert names(dana) == ["Amara Okafor"]


def test_somebody_in_two_teams_is_one_row(ben, amara, course, regulation):
    join(amara, regulation)
    enrolling.enrol(amara, course)
    assert names(ben) == ["Amara Okafor"]


def test_an_auditor_sees_what_a_manager_sees(amara, course, regulation):
    auditor = make_user("Olu Auditor")
    join(auditor, regulation, role=None, access="auditor")
    enrolling.enrol(amara, course)
    assert names(auditor) == ["Amara Okafor"]


def test_the_report_never_holds_what_somebody_skipped_or_answered(ben, trained_team):
    keys = {column.key for column in CompletionReport.columns}
    assert not keys & {"score", "answers", "skipped", "alternative", "accommodations"}


def test_a_report_page_takes_at_most_twelve_queries_whatever_the_rows(
    client,
    ben,
    team,
    trained_team,
    check_growth,
):
    client.force_login(ben)

    def grow():
        for index in range(60):
            join(make_user(f"Person{index} Example"), team)
        requiring.apply(Requirement.objects.get())

    check_growth(lambda: client.get(URL), grow)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(URL)
    assert len(screen_rows(page)) == 51
    assert len(queries) <= 12, "\n".join(query["sql"][:200] for query in queries.captured_queries)


def test_a_download_asks_two_queries_whatever_the_rows(ben, trained_team, team, check_growth, monkeypatch):
    monkeypatch.setattr("training.reports.base.CHUNK", 5)

    def grow():
        for index in range(20):
            join(make_user(f"Person{index} Example"), team)
        requiring.apply(Requirement.objects.get())

    check_growth(lambda: list(CompletionReport(ben).rows({})), grow)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(CompletionReport(ben).rows({}))) > 20
    assert len(queries) <= 2


def test_a_whole_download_asks_the_database_six_times(client, ben, trained_team):
    client.force_login(ben)
    url = reverse("reports:download", args=["completion", "csv"])
    assert len(list(client.get(url).streaming_content)) == 2
    with CaptureQueriesContext(connection) as queries:
        list(client.get(url).streaming_content)
    # Session, person, organisations, who begins to read, the rows, and how many they were.
    asked = [
        query["sql"] for query in queries if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]
    assert len(asked) == 6, "\n".join(sql[:200] for sql in asked)


def test_pages_follow_one_another_and_keep_the_filters(client, ben, team, trained_team):
    for index in range(60):
        join(make_user(f"Person{index:02} Example"), team)
    requiring.apply(Requirement.objects.get())
    client.force_login(ben)
    first = client.get(URL, {"status": "not_started"})
    second = client.get(URL, {"status": "not_started", "page": "2"})
    assert len(screen_rows(first)) == 51
    # With whoever's training ran out: she is asked to renew.
    assert len(screen_rows(second)) == 13
    assert "status=not_started&amp;page=2" in first.content.decode()
    assert client.get(URL, {"page": "nonsense"}).status_code == 200
