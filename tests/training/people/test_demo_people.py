"""The people of the demo."""

import pytest
from django.core.management import call_command

from training.people import demo
from training.people.models import Membership, Organisation, User
from training.people.scope import organisations_managed_by


@pytest.fixture
def loaded(db, capsys):
    call_command("load_demo_people")
    return capsys.readouterr().out


def test_every_kind_of_person_can_sign_in(loaded, client):
    password = loaded.splitlines()[0].rpartition(" ")[2]
    for person in demo.PEOPLE:
        assert person.email in loaded
        client.post("/account/login/", {"login": person.email, "password": password})
        assert "_auth_user_id" in client.session, person.name
        client.logout()
    assert {person.what for person in demo.PEOPLE} == {
        "learner",
        "manager",
        "auditor",
        "trainer",
        "administrator",
    }


def test_loading_again_changes_nothing(loaded, db):
    User.objects.filter(email="asha@northmere.example").update(name="Asha Changed")
    counts = User.objects.count(), Organisation.objects.count(), Membership.objects.count()
    call_command("load_demo_people")
    assert (User.objects.count(), Organisation.objects.count(), Membership.objects.count()) == counts
    assert User.objects.get(email="asha@northmere.example").name == "Asha Changed"
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_the_tree_is_the_councils(loaded, db):
    team = Organisation.objects.get(name="Trading standards")
    assert team.full_name() == "Northmere Borough Council > Regulation and Licensing > Trading standards"
    gwen = User.objects.get(email="gwen@northmere.example")
    assert set(organisations_managed_by(gwen).values_list("name", flat=True)) == {
        "Regulation and Licensing",
        "Trading standards",
        "Environmental health",
        "Licensing",
    }
