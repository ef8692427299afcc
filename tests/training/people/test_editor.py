"""Administrators' screens in Wagtail: accounts, organisations, frontline roles."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.cast import make_user
from training.notices.models import Notice
from training.people.models import FrontlineRole, Organisation, User


@pytest.fixture
def kit(db):
    return make_user("Kit Osborne", is_superuser=True)


@pytest.fixture
def editor(client, kit):
    client.force_login(kit)
    return client


def test_an_administrator_makes_a_trainer_without_a_password(editor):
    trainers = Group.objects.get(name="Trainers")
    url = reverse("wagtailusers_users:add")
    assert editor.get(url).status_code == 200
    form = {"email": "Farah@Northmere.example", "name": "Farah Aziz", "groups": [trainers.pk]}
    assert editor.post(url, form).status_code == 302
    farah = User.objects.get(email="farah@northmere.example")
    assert farah.is_trainer
    assert not farah.has_usable_password()
    assert Notice.objects.get().kind == "account"


def test_two_accounts_do_not_share_an_address(editor, amara):
    form = {"email": "AMARA@northmere.example", "name": "Somebody Else"}
    assert editor.post(reverse("wagtailusers_users:add"), form).status_code == 200
    assert User.objects.filter(name="Somebody Else").count() == 0


def test_an_administrator_changes_an_account(editor, amara):
    url = reverse("wagtailusers_users:edit", args=[amara.pk])
    assert "Amara Okafor" in editor.get(url).content.decode()
    form = {"email": amara.email, "name": "Amara Obi", "is_active": "on"}
    assert editor.post(url, form).status_code == 302
    amara.refresh_from_db()
    assert amara.name == "Amara Obi"
    assert EmailAddress.objects.get(user=amara).verified
    assert amara.check_password("a-long-password-1")


def test_an_address_changed_by_an_administrator_must_be_verified(editor, amara):
    url = reverse("wagtailusers_users:edit", args=[amara.pk])
    editor.post(url, {"email": "Obi@northmere.example", "name": "Amara Obi", "is_active": "on"})
    address = EmailAddress.objects.get(user=amara)
    assert (address.email, address.verified) == ("obi@northmere.example", False)


def test_an_administrator_can_edit_herself(editor, kit):
    url = reverse("wagtailusers_users:edit", args=[kit.pk])
    assert editor.get(url).status_code == 200
    assert editor.post(url, {"email": kit.email, "name": "Kit O."}).status_code == 302
    kit.refresh_from_db()
    assert kit.is_superuser
    assert kit.is_active


def test_people_are_not_deleted(editor, amara):
    url = reverse("wagtailusers_users:delete", args=[amara.pk])
    assert editor.get(url).status_code == 302
    editor.post(url)
    bulk = reverse("wagtail_bulk_action", args=["people", "user", "delete"])
    editor.post(f"{bulk}?id={amara.pk}")
    assert User.objects.filter(pk=amara.pk).exists()


def test_the_list_of_accounts_opens(editor, amara):
    assert "amara@northmere.example" in editor.get(reverse("wagtailusers_users:index")).content.decode()


def test_an_administrator_builds_the_tree(editor):
    url = reverse("organisation:add")
    assert editor.get(url).status_code == 200
    editor.post(url, {"name": "Eastmere", "kind": "council", "above": ""})
    eastmere = Organisation.objects.get(name="Eastmere")
    editor.post(url, {"name": "Licensing", "kind": "team", "above": eastmere.pk})
    licensing = Organisation.objects.get(name="Licensing")
    assert licensing.get_parent() == eastmere
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_an_organisation_moves_with_all_below_it(editor, team, regulation, southmere):
    url = reverse("organisation:edit", args=[regulation.pk])
    assert editor.get(url).status_code == 200
    editor.post(url, {"name": "Regulation and food", "kind": "department", "above": southmere.pk})
    regulation = Organisation.objects.get(pk=regulation.pk)
    assert regulation.name == "Regulation and food"
    assert regulation.get_parent() == southmere
    assert Organisation.objects.get(pk=team.pk).get_parent() == regulation
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_an_organisation_moves_to_the_top(editor, regulation):
    url = reverse("organisation:edit", args=[regulation.pk])
    editor.post(url, {"name": "Regulation", "kind": "department", "above": ""})
    assert Organisation.objects.get(pk=regulation.pk).is_root()
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_an_organisation_does_not_move_below_itself(editor, regulation, team):
    url = reverse("organisation:edit", args=[regulation.pk])
    editor.post(url, {"name": "Regulation", "kind": "department", "above": team.pk})
    assert Organisation.objects.get(pk=regulation.pk).get_parent().name == "Northmere Borough Council"


def test_organisations_and_roles_are_not_deleted(editor, southmere):
    role = FrontlineRole.objects.get(slug="hotel")
    editor.post(reverse("organisation:delete", args=[southmere.pk]))
    editor.post(reverse("frontlinerole:delete", args=[role.pk]))
    assert Organisation.objects.filter(pk=southmere.pk).exists()
    assert FrontlineRole.objects.filter(pk=role.pk).exists()


def test_the_lists_open_and_the_tree_asks_no_more_for_more(editor, southmere, check_growth):
    assert "Southmere" in editor.get(reverse("organisation:index")).content.decode()
    assert "Police" in editor.get(reverse("frontlinerole:index")).content.decode()
    check_growth(
        lambda: editor.get(reverse("organisation:index")),
        lambda: [Organisation.objects.get(pk=southmere.pk).add_child(name=f"T{n}") for n in range(6)],
    )


@pytest.mark.parametrize(
    "name",
    ["organisation:index", "organisation:add", "frontlinerole:index", "wagtailusers_users:index"],
)
def test_a_trainer_does_not_reach_these_screens(client, chidi, name):
    client.force_login(chidi)
    assert client.get(reverse(name)).status_code == 302


def test_nobody_in_the_editor_has_days_of_another_zone_than_the_site(client, chidi):
    client.force_login(chidi)
    page = client.get(reverse("wagtailadmin_account"))
    assert page.status_code == 200
    assert "time_zone" not in page.text
