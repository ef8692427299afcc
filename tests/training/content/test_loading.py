"""Registers from files: loading again changes what the files changed and keeps what a trainer changed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from training.content.loading import load_contacts, load_facts
from training.content.models import Contact, Fact, LoadMark

pytestmark = pytest.mark.django_db

HELPLINE = {
    "key": "ms_helpline",
    "name": "Helpline",
    "purpose": "Advice.\n",
    "number": "+448000121700",
    "display": "08000 121 700",
    "url": "",
    "urgency": "advice",
    "area": "uk",
    "hours": "",
    "owner": "Unseen",
    "checked_on": date(2026, 11, 21),
    "review_by": date(2027, 2, 21),
    "is_local": False,
    "note": "",
}
FACT = {
    "key": "F01",
    "claim": "Nobody has to cross a border.",
    "source": "Procedures",
    "jurisdiction": "england_wales",
    "checked_on": date(2026, 11, 21),
    "review_by": None,
    "note": "",
}


def test_a_first_loading_creates_in_the_files_order():
    rows = [HELPLINE, {**HELPLINE, "key": "emergency", "name": "A"}]
    assert load_contacts(rows) == ["created", "created"]
    assert [contact.key for contact in Contact.objects.all()] == ["ms_helpline", "emergency"]
    assert Contact.objects.get(key="ms_helpline").purpose == "Advice."


def test_loading_the_same_again_changes_nothing():
    load_contacts([HELPLINE])
    assert load_contacts([HELPLINE]) == ["unchanged"]
    assert (Contact.objects.count(), LoadMark.objects.count()) == (1, 1)


def test_a_changed_file_updates_what_nobody_touched():
    load_contacts([HELPLINE])
    assert load_contacts([{**HELPLINE, "hours": "8am to 8pm"}]) == ["updated"]
    assert Contact.objects.get().hours == "8am to 8pm"
    assert load_contacts([{**HELPLINE, "hours": "8am to 8pm"}]) == ["unchanged"]


def test_a_trainers_change_is_kept_until_the_files_are_to_win():
    load_contacts([HELPLINE])
    Contact.objects.update(display="0800 0121 700")
    changed = {**HELPLINE, "hours": "8am to 8pm"}
    assert load_contacts([changed]) == ["kept"]
    assert Contact.objects.get().display == "0800 0121 700"
    assert load_contacts([changed], force=True) == ["updated"]
    assert Contact.objects.get().display == "08000 121 700"


def test_what_a_trainer_deleted_stays_deleted():
    load_contacts([HELPLINE])
    Contact.objects.all().delete()
    assert load_contacts([HELPLINE]) == ["unchanged"]
    assert load_contacts([{**HELPLINE, "hours": "9 to 5"}]) == ["kept"]
    assert load_contacts([HELPLINE], force=True) == ["created"]


def test_what_a_trainer_made_first_is_kept():
    Contact.objects.create(key="ms_helpline", name="Ours", purpose="x", checked_on=date(2026, 1, 1))
    assert load_contacts([HELPLINE]) == ["kept"]
    assert Contact.objects.get().name == "Ours"


@pytest.mark.parametrize("wrong", [{"number": "08000 121 700"}, {"area": "moon"}, {"urgency": "soon"}, {"key": "a b"}])
def test_a_row_the_register_cannot_hold_is_refused(wrong):
    with pytest.raises(ValidationError):
        load_contacts([{**HELPLINE, **wrong}])
    assert not Contact.objects.exists()


def test_facts_load_with_where_they_hold():
    assert load_facts([FACT]) == ["created"]
    assert Fact.objects.get().area == "england_wales"
    assert load_facts([FACT]) == ["unchanged"]
    assert load_facts([{**FACT, "claim": "New."}]) == ["updated"]
    Fact.objects.update(claim="Ours.")
    assert load_facts([FACT]) == ["kept"]


def test_the_demos_own_files_load():
    from pathlib import Path

    import yaml

    demo = Path(__file__).parents[3] / "demo"
    contacts = yaml.safe_load((demo / "contacts.yaml").read_text())
    facts = yaml.safe_load((demo / "facts.yaml").read_text())
    assert set(load_contacts(contacts) + load_facts(facts)) == {"created"}
    assert set(load_contacts(contacts) + load_facts(facts)) == {"unchanged"}
