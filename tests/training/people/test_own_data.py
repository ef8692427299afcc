"""A person downloads what is kept about her; an administrator erases her through the editor; old things expire."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from courses import enrolling
from courses.models import Requirement
from tests.cast import make_user
from tests.courses.factories import add_lesson, make_course
from tests.courses.learning import finish, release_for_everyone
from training.content.models import ProblemReport
from training.notices import sending
from training.notices.models import Notice
from training.people import inviting, ticking
from training.people.erasing import erase
from training.people.models import AuditEntry, Invitation, User


@pytest.fixture
def kit(db):
    return make_user("Kit Osborne", is_superuser=True)


def tables_in(response):
    """{name: rows as dicts} of a downloaded ZIP file."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")}
    return {name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def test_a_learner_downloads_everything_about_her_and_nothing_about_others(client, amara, ben):
    course = make_course()
    for user in (amara, ben):
        enrolling.enrol(user, course)
        ProblemReport.objects.create(page_title="A page", message=f"=1+1 says {user.name}", reporter=user)
    client.force_login(amara)
    assert "Download your data" in client.get("/profile/").content.decode()
    tables = tables_in(client.post(reverse("people:download-data")))
    assert tables["account"][0]["email"] == "amara@northmere.example"
    assert [row["edition rules title"] for row in tables["enrolments"]] == ["Recognise and respond"]
    assert tables["problem-reports"][0]["message"] == "'=1+1 says Amara Okafor"
    assert "Ben Hughes" not in str(tables)
    assert "password" not in str(tables)
    entry = AuditEntry.objects.get(action="people.export")
    assert (entry.user, entry.about, entry.data) == (amara, amara, {"rows": sum(map(len, tables.values()))})


def test_the_download_says_by_when_an_update_is_due_and_which_requirements_name_her(client, amara, ben, team):
    course = make_course(lessons=["One"])
    finish(amara, course)
    add_lesson(course, "Two")
    release_for_everyone(course, due_on=date(2099, 3, 1))
    # One that nothing came of: it ended before anybody was asked.
    named = Requirement.objects.create(
        course_key=course.key, organisation=team, due_on=date(2099, 4, 1), made_by=ben, ended_at=timezone.now()
    )
    named.learners.set([amara, ben])
    others = Requirement.objects.create(course_key=course.key, organisation=team, due_on=date(2099, 5, 1), made_by=ben)
    others.learners.set([ben])
    client.force_login(amara)
    tables = tables_in(client.post(reverse("people:download-data")))
    assert [row["update due on"] for row in tables["enrolments"]] == ["", "2099-03-01"]
    (row,) = tables["requirements"]
    assert (row["course"], row["organisation name"], row["due on"]) == (
        "Recognise and respond",
        "Trading standards",
        "2099-04-01",
    )
    assert row["ended at"]
    assert "Ben Hughes" not in str(tables)


def test_after_five_downloads_in_a_day_one_waits(client, amara):
    client.force_login(amara)
    answers = [client.post(reverse("people:download-data")).status_code for _ in range(6)]
    assert answers == [200] * 5 + [302]
    assert "try again tomorrow" in client.get("/profile/").content.decode()


def test_an_administrator_reads_what_goes_and_erases_by_typing_the_address(client, kit, amara):
    client.force_login(kit)
    url = reverse("people_erase", args=[amara.pk])
    assert url in client.get(reverse("wagtailusers_users:edit", args=[amara.pk])).content.decode()
    assert "What stays" in client.get(url).content.decode()
    assert "Nothing was done" in client.post(url, {"address": "amara"}).content.decode()
    assert not User.objects.get(pk=amara.pk).erased_at
    assert client.post(url, {"address": " Amara@northmere.example "}).status_code == 302
    assert User.objects.get(pk=amara.pk).erased_at
    assert client.get(url).status_code == 404


def test_nobody_is_offered_to_erase_herself(client, kit):
    client.force_login(kit)
    url = reverse("people_erase", args=[kit.pk])
    assert url not in client.get(reverse("wagtailusers_users:edit", args=[kit.pk])).content.decode()
    assert client.get(url).status_code == 404


def test_what_is_left_of_a_person_cannot_be_edited(client, kit, amara):
    erase(amara, kit)
    client.force_login(kit)
    url = reverse("wagtailusers_users:edit", args=[amara.pk])
    assert client.post(url, {"email": "a@northmere.example", "name": "Amara"}).status_code == 302
    assert User.objects.get(pk=amara.pk).name == ""
    group = Group.objects.get(name="Trainers")
    for action, form in {"set_active_state": {"mark_as_active": "True"}, "assign_role": {"role": group.pk}}.items():
        bulk = reverse("wagtail_bulk_action", args=["people", "user", action])
        assert client.post(f"{bulk}?id={amara.pk}", form).status_code == 302
    assert not group.user_set.filter(pk=amara.pk).exists()
    assert not User.objects.get(pk=amara.pk).is_active
    assert "Erased person" in client.get(reverse("wagtailusers_users:index")).content.decode()


def test_old_invitations_and_messages_lose_their_addresses_and_new_ones_keep_them(ben, team, time_machine):
    inviting.invite(team, "old@northmere.example", actor=ben)
    sending.post("old@northmere.example", "account", "account:1", timezone.localdate(), {"name": "Old Name"})
    time_machine.move_to(timezone.now() + timedelta(days=181))
    inviting.invite(team, "new@northmere.example", actor=ben)
    for _again in range(2):
        ticking.tick(timezone.now())
    old, new = Invitation.objects.order_by("pk")
    assert (old.email, old.state) == (f"invitation-{old.pk}@erased.invalid", "withdrawn")
    assert (new.email, new.state) == ("new@northmere.example", "open")
    kept = dict(Notice.objects.filter(kind="account").values_list("address", "data"))
    assert list(kept.values()) == [{}]
    assert next(iter(kept)).endswith("@erased.invalid")
    assert Notice.objects.filter(address="new@northmere.example").exists()


def test_a_message_that_was_forgotten_is_not_sent_again(
    db, mailoutbox, time_machine, django_capture_on_commit_callbacks
):
    day = timezone.localdate()
    time_machine.move_to(timezone.now() + timedelta(days=181))
    with django_capture_on_commit_callbacks(execute=True):
        notice = sending.post("old@northmere.example", "account", "account:1", day)
    sending.send_due()
    notice.refresh_from_db()
    assert notice.sent_at is None
    assert mailoutbox == []


def test_what_came_in_while_somebody_was_erased_is_taken_by_the_tick(amara):
    enrolment = enrolling.enrol(amara, make_course())
    erase(amara, None)
    type(enrolment).objects.filter(pk=enrolment.pk).update(name="Amara Okafor")
    ticking.tick(timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.name == ""
    assert AuditEntry.objects.filter(action="people.erase").count() == 1
