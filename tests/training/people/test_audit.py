"""The audit log: who did what to whom, in one insert, with keys alone, and for ever."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from training.evidence import FrozenError
from training.people import audit, joining
from training.people.models import AuditEntry, Membership
from training.people.models.audit import NotAKey, UnknownAction


def test_an_entry_says_who_did_what_to_whom_in_one_insert(amara, ben, team):
    membership = amara.memberships.get()
    ContentType.objects.get_for_model(membership)  # once in the life of a process
    with CaptureQueriesContext(connection) as queries:
        entry = audit.record("people.change", membership, user=ben, about=amara, data={"organisation": team})
    assert len(queries) <= 1
    entry = AuditEntry.objects.get(pk=entry.pk)
    assert (entry.user, entry.about, entry.object_id) == (ben, amara, str(membership.pk))
    assert entry.data == {"organisation": team.pk}
    assert entry.label == f"people.membership {membership.pk}"


def test_whoever_is_acted_upon_is_whom_it_is_about(amara, ben):
    assert audit.record("people.change", amara, user=ben).about == amara


def test_keys_numbers_and_dates_are_kept_as_they_are(amara):
    key = uuid4()
    data = {"course": key, "due_on": date(2027, 3, 3), "rows": 50, "page": None, "roles": {"licensing"}}
    entry = audit.record("people.change", amara, user=None, data=data)
    entry.refresh_from_db()
    kept = {"course": str(key), "due_on": "2027-03-03", "rows": 50, "page": None, "roles": ["licensing"]}
    assert entry.data == kept


@pytest.mark.parametrize("prose", ["Amara Okafor", "amara@northmere.example", "x" * 81, object()])
def test_prose_names_and_addresses_are_refused(amara, prose):
    for data in ({"words": prose}, {"deep": {"list": [prose]}}):
        with pytest.raises(NotAKey):
            audit.record("people.change", amara, user=None, data=data)


def test_an_action_that_nobody_named_is_refused(amara):
    with pytest.raises(UnknownAction):
        audit.record("people.stare", amara, user=None)


@pytest.mark.promise(1)
def test_no_entry_is_changed_or_deleted(amara):
    entry = audit.record("people.change", amara, user=None)
    acts = [
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="people.join"),
        lambda: AuditEntry.objects.get_for_user(None).update(action="people.join"),
    ]
    for act in acts:
        with pytest.raises(FrozenError):
            act()
    assert AuditEntry.objects.get().action == "people.change"


def test_what_wagtail_writes_about_people_goes_there_too_and_without_their_names(amara, ben):
    log(amara, "wagtail.edit", user=ben)
    entry = AuditEntry.objects.get(action="wagtail.edit")
    assert (entry.user, entry.about) == (ben, amara)
    assert "Amara" not in entry.label
    assert not ModelLogEntry.objects.exists()
    assert list(AuditEntry.objects.for_instance(amara)) == [entry]


def test_an_act_whose_entry_cannot_be_written_does_not_happen(amara, ben, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="disk full"):
        joining.change_access(amara.memberships.get(), Membership.Access.AUDITOR, actor=ben)
    assert amara.memberships.get().access == "none"
