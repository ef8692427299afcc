"""Whoever looks at another person's record, takes it away or changes it leaves an entry in the audit log."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates import issuing, revoking
from certificates.models import CertificateEvent
from courses import releasing, requiring
from tests.certificates.conftest import complete
from tests.courses.factories import add_lesson, make_course
from tests.once import anew
from training.people import audit, inviting
from training.people.models import AuditEntry

DUE_ON = date(2099, 3, 1)


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course(lessons=["One"])


@pytest.fixture
def course(db, course_once):
    return anew(course_once)


@pytest.fixture
def certificate(amara, course):
    return issuing.issue(complete(amara, course))


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin")


def entry_of(action):
    """The one entry of an action, in plain values."""
    entry = AuditEntry.objects.get(action=action)
    return entry.user, entry.about, entry.data


LOOKS = {
    "people.view_team": (
        "people:team",
        "?search=Amara",
        {"page": 1, "rows": 1, "found": 1, "filters": {"search": True}},
    ),
    "people.view_invitations": ("people:invitations", "", {"page": 1, "rows": 0, "found": 0}),
    "courses.view_team_training": ("courses:team-training", "", {"rows": 0}),
    "courses.view_assignments": ("courses:assignments", "", {"page": 1, "rows": 0, "found": 0}),
    "certificates.view_team": ("certificates:team", "", {"page": 1, "rows": 1, "found": 1, "filters": {}}),
    "certificates.download_team": ("certificates:team-zip", "", {"rows": 1, "filters": {}}),
}


@pytest.mark.parametrize("action", LOOKS)
def test_a_manager_who_looks_at_a_list_leaves_one_entry(client, ben, certificate, action):
    name, query, data = LOOKS[action]
    client.force_login(ben)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name) + query).status_code == 200
    assert entry_of(action) == (ben, None, data)
    assert len([one for one in queries if one["sql"].startswith("INSERT")]) == 1


def test_whoever_opens_a_form_about_one_person_leaves_an_entry(client, amara, ben, admin, course, team):
    requirement = requiring.require(course, team, due_on=DUE_ON, actor=ben, learners=[amara])
    membership = amara.memberships.get()
    pages = [
        (ben, "people.view_member", "people:change-membership", [membership.pk]),
        (ben, "people.view_member", "people:end-membership", [membership.pk]),
        (ben, "courses.view_people_asked", "courses:exempt", [requirement.key, amara.pk]),
        (admin, "people.view_account", "people_erase", [amara.pk]),
    ]
    for viewer, action, name, args in pages:
        client.force_login(viewer)
        before = AuditEntry.objects.filter(action=action, about=amara, user=viewer).count()
        assert amara.name in client.get(reverse(name, args=args)).text
        assert AuditEntry.objects.filter(action=action, about=amara, user=viewer).count() == before + 1, name
    answers = {"course": course.pk, "organisation": team.pk, "who": "people", "learners": amara.pk}
    answers |= {"due_on_day": 1, "due_on_month": 3, "due_on_year": 2099}
    client.force_login(ben)
    assert amara.name in client.get(reverse("courses:check-assignment"), answers).text
    assert entry_of("courses.choose_people") == (ben, None, {"rows": 1})


def test_a_report_is_written_down_with_its_filters_and_how_much_it_showed(client, ben, course, certificate):
    client.force_login(ben)
    filters = {"course": str(course.key), "role": "trading-standards", "status": "done"}
    kept = {"course": str(course.key), "role": "trading-standards", "status": "done"}
    client.get(reverse("reports:index"))  # what a process keeps in mind
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("reports:report", args=["completion"]), filters)
    assert len(queries) <= 12
    shown = {"report": "completion", "filters": kept, "page": 1, "rows": 1, "found": 1}
    assert entry_of("reports.view") == (ben, None, shown)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_download_is_written_down_before_it_begins_and_when_it_has_ended(client, ben, certificate, file_format):
    client.force_login(ben)
    response = client.get(reverse("reports:download", args=["completion", file_format]), {"status": "done"})
    taken = {"report": "completion", "filters": {"status": "done"}, "format": file_format}
    assert entry_of("reports.download") == (ben, None, taken)
    assert b"".join(response.streaming_content)
    begun = AuditEntry.objects.get(action="reports.download")
    ended = {"report": "completion", "rows": 1, "entry": begun.pk}
    assert entry_of("reports.downloaded") == (ben, None, ended)


def test_a_certificate_taken_by_somebody_else_is_written_down_and_ones_own_is_not(client, amara, ben, certificate):
    url = reverse("certificates:download", args=[certificate.code])
    client.force_login(amara)
    client.get(url)
    assert not AuditEntry.objects.filter(action="certificates.download").exists()
    client.force_login(ben)
    client.get(url)
    assert entry_of("certificates.download") == (ben, amara, {})


def test_what_a_manager_asks_changes_and_ends_is_written_down(amara, ben, course, team):
    requirement = requiring.require(course, team, due_on=DUE_ON, actor=ben, learners=[amara])
    common = {"key": str(requirement.key), "course": str(course.key), "organisation": team.pk}
    asked = {**common, "due_on": "2099-03-01", "roles": [], "learners": [amara.pk]}
    assert entry_of("courses.assign") == (ben, amara, asked)
    requirement = requiring.change_due(requirement, DUE_ON + timedelta(days=1), actor=ben)
    changed = {**common, "due_on": "2099-03-02", "before": "2099-03-01"}
    assert entry_of("courses.change_due") == (ben, None, changed)
    requiring.end(requirement, actor=ben)
    requiring.end(requirement, actor=ben)
    assert entry_of("courses.end_requirement") == (ben, None, {**common, "due_on": "2099-03-02"})


def test_an_invitation_is_written_down_without_its_address(ben, team):
    inviting.invite(team, "ewa@northmere.example", actor=ben)
    assert entry_of("people.invite") == (ben, None, {"organisation": team.pk, "access": "none"})
    assert not AuditEntry.objects.filter(label__contains="ewa").exists()


def test_a_release_is_written_down(chidi, course):
    AuditEntry.objects.filter(action="courses.release").get()
    add_lesson(course, "Two")
    releasing.release(course, released_for="everyone", actor=chidi)
    entry = AuditEntry.objects.filter(action="courses.release").first()
    assert (entry.user, entry.data["number"], entry.data["released_for"]) == (chidi, 2, "everyone")


def test_what_is_decided_about_a_certificate_is_written_down(amara, admin, certificate):
    reason = CertificateEvent.Reason.ISSUED_IN_ERROR
    revoking.revoke(certificate, actor=admin, reason=reason)
    revoking.revoke(certificate, actor=admin, reason=reason)
    assert entry_of("certificates.revoke") == (admin, amara, {"reason": "issued_in_error"})
    revoking.reinstate(certificate, actor=admin)
    assert entry_of("certificates.reinstate") == (admin, amara, {"reason": "revoked_in_error"})
    issuing.reissue(certificate, actor=admin, reason=CertificateEvent.Reason.FAULT)
    assert entry_of("certificates.reissue") == (admin, amara, {"reason": "fault"})


def test_what_the_site_issues_by_itself_is_nobodys_act(certificate):
    assert not AuditEntry.objects.filter(action__startswith="certificates").exists()


def test_making_a_trainer_or_an_administrator_is_written_down(client, amara, admin):
    trainers = Group.objects.get(name="Trainers")
    client.force_login(admin)
    url = reverse("wagtailusers_users:edit", args=[amara.pk])
    client.get(url)
    assert entry_of("people.view_account")[:2] == (admin, amara)
    form = {"email": amara.email, "name": amara.name, "is_active": "on"}
    client.post(url, form)
    assert not AuditEntry.objects.filter(action="people.grant").exists()
    client.post(url, {**form, "groups": [trainers.pk], "is_superuser": "on"})
    user, about, data = entry_of("people.grant")
    assert (user, about) == (admin, amara)
    assert (data["groups"], data["is_superuser"]) == ([trainers.pk], True)
    assert data["before"] == {"is_superuser": False, "is_active": True, "groups": []}


def test_closing_accounts_in_bulk_is_written_down_for_each(client, amara, ben, admin):
    client.force_login(admin)
    url = reverse("wagtail_bulk_action", args=["people", "user", "set_active_state"])
    client.post(f"{url}?id={amara.pk}&id={ben.pk}", {"mark_as_active": False})
    entries = AuditEntry.objects.filter(action="people.grant")
    assert {(entry.about, entry.data["is_active"]) for entry in entries} == {(amara, False), (ben, False)}


@pytest.mark.parametrize("name", ["wagtailusers_users:index", "certificate:index"])
def test_an_administrators_look_at_everybody_is_written_down(client, admin, certificate, name):
    client.force_login(admin)
    assert client.get(reverse(name)).status_code == 200
    entry = AuditEntry.objects.get(action__in=["people.view_accounts", "certificates.view_all"])
    assert (entry.user, entry.object_id) == (admin, "0")


def test_an_administrators_look_at_one_certificate_is_written_down(client, amara, admin, certificate):
    client.force_login(admin)
    assert client.get(reverse("certificate:inspect", args=[certificate.pk])).status_code == 200
    assert entry_of("certificates.view") == (admin, amara, {})


def test_nothing_is_shown_where_the_look_cannot_be_written_down(client, ben, amara, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", fail)
    client.force_login(ben)
    with pytest.raises(OSError, match="disk full"):
        client.get(reverse("people:team"))


def test_wagtails_own_history_still_opens(client, admin, certificate):
    audit.record("people.view_accounts", get_user_model(), user=admin)
    client.force_login(admin)
    history = client.get(reverse("wagtailadmin_reports:site_history"))
    assert history.status_code == 200
    # It leaves no entry, so it shows nothing of the log, nor does its download.
    assert "people.user" not in history.text
    assert b"people.user" not in client.get(f"{history.wsgi_request.path}?export=csv").getvalue()
    assert client.get(reverse("wagtailusers_users:history", args=[admin.pk])).status_code == 200
