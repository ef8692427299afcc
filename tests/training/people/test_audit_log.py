"""Administrators search the audit log by who, to whom, what and when, and take it away."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_user
from training.people import audit
from training.people.erasing import erase
from training.people.models import AuditEntry

URL = "/cms/reports/audit/"


@pytest.fixture
def kit(db):
    return make_user("Kit Osborne", is_superuser=True)


@pytest.fixture
def log(client, kit, amara, ben, team):
    """What happened, with an administrator looking on. Returns a function that gives the actions found."""
    audit.record("people.change", amara.memberships.get(), user=ben, about=amara, data={"organisation": team})
    audit.record("people.view_team", team, user=ben, data={"rows": 3})
    audit.record("people.leave", team, user=None, about=ben)
    client.force_login(kit)

    def found(**query):
        response = client.get(reverse("people_audit"), query)
        assert response.status_code == 200
        shown = [entry.action for entry in response.context["object_list"]]
        return [action for action in shown if not action.endswith("_audit")]

    return found


def test_the_newest_comes_first_in_words(client, log, amara):
    assert log() == ["people.leave", "people.view_team", "people.change"]
    page = client.get(URL).content.decode()
    for words in ("Ben Hughes", "Amara Okafor", "Looked at a list of people", "the site itself", "Download CSV"):
        assert words in page
    assert f"Membership {amara.memberships.get().pk}" in page
    assert "rows: 3" in page
    assert "{" not in "".join(re.findall(r"<td.*?</td>", page, re.DOTALL))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"user": "hughes"}, ["people.view_team", "people.change"]),
        ({"about": "amara@"}, ["people.change"]),
        ({"user": "ben", "about": "amara"}, ["people.change"]),
        ({"action": "people.leave"}, ["people.leave"]),
        ({"user": "nobody of this name"}, []),
        ({"user": "9" * 30}, []),
        ({"timestamp_from": "2001-01-01", "timestamp_to": "2001-01-02"}, []),
    ],
)
def test_it_is_searched(log, query, found):
    assert log(**query) == found


def test_it_is_searched_by_day(log, time_machine):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert len(log(timestamp_from=timezone.localdate().isoformat())) == 3
    assert log(timestamp_from=tomorrow.isoformat()) == []


def test_an_erased_person_is_found_by_number_and_named_nowhere(client, log, kit, amara):
    erase(amara, kit)
    assert log(about=str(amara.pk))[-1] == "people.change"
    page = client.get(URL).content.decode()
    assert f"Erased person ({amara.pk})" in page
    assert "Amara" not in page


def test_it_is_taken_away_as_csv_with_no_formula_in_it(client, log, ben):
    ben.name = "=1+1"
    ben.save()
    response = client.get(URL, {"export": "csv", "user": "ben@"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["action"] for row in rows] == ["people.view_team", "people.change"]
    assert rows[0]["who"] == f"'=1+1 ({ben.pk})"
    assert AuditEntry.objects.filter(action="people.export_audit").exists()


def test_it_does_not_ask_more_the_longer_it_is(client, log, amara, ben, team, check_growth):
    def grow():
        for _ in range(10):
            audit.record("people.change", amara, user=make_user(f"P{AuditEntry.objects.count()} X"), about=ben)

    check_growth(lambda: client.get(URL), grow)


def test_a_trainer_sees_neither_it_nor_a_way_to_it(client, chidi, ben):
    for person in (chidi, ben):
        client.force_login(person)
        assert client.get(URL).status_code == 404
        assert client.get(f"{URL}results/").status_code == 404
    client.force_login(chidi)
    assert "Audit log" not in client.get("/cms/").content.decode()
