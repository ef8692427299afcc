"""A name is something that people can see."""

import pytest
from django.urls import reverse

from tests.cast import make_user, token_of
from training.people import inviting
from training.people.models import User
from training.people.naming import is_visible

INVISIBLE = [
    "\u200b",
    " \u200b \u00ad ",
    "\u2060\ufeff\u202e",
    "\u00a0\u2003",
    "\u0301",
    "\u3164\u115f\u1160\uffa0",
    "\u2800",
    "\U000e0041\ue000",
]


@pytest.mark.parametrize("name", [*INVISIBLE, "", "\t\n"])
def test_spaces_and_signs_without_a_shape_are_no_name(name):
    assert not is_visible(name)


@pytest.mark.parametrize(
    "name", ["Amara Okafor", "Łukasz", "孫", "نور", "அமரா", "O", "X\u200b", "Siân-Mair O’Brien", "김\u3164", "7"]
)
def test_a_name_in_any_script_is_one(name):
    assert is_visible(name)


@pytest.mark.parametrize("name", INVISIBLE)
def test_ones_own_details_refuse_a_name_that_nobody_can_see(client, amara, name):
    client.force_login(amara)
    page = client.post("/profile/", {"name": name, "accommodations": ""}).content.decode()
    assert "Enter your full name" in page
    amara.refresh_from_db()
    assert amara.name == "Amara Okafor"


def test_signing_up_refuses_a_name_that_nobody_can_see(client, ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    client.post(f"/invitation/{token_of(invitation)}/")
    page = client.post("/account/signup/", {"name": "\u200b", "password1": "three-random-words"})
    assert "Enter your full name" in page.content.decode()
    assert not User.objects.filter(email="ewa@northmere.example").exists()


def test_the_editor_refuses_a_name_that_nobody_can_see(client, amara):
    client.force_login(make_user("Kit Osborne", is_superuser=True))
    edit, add = reverse("wagtailusers_users:edit", args=[amara.pk]), reverse("wagtailusers_users:add")
    form = {"email": amara.email, "name": "\u200b", "is_active": "on"}
    assert "Enter the full name" in client.post(edit, form).content.decode()
    assert "Enter the full name" in client.post(add, form | {"email": "new@northmere.example"}).content.decode()
    amara.refresh_from_db()
    assert amara.name == "Amara Okafor"
    assert not User.objects.filter(email="new@northmere.example").exists()


def test_the_editor_may_leave_the_name_to_its_owner(client, db):
    client.force_login(make_user("Kit Osborne", is_superuser=True))
    assert client.post(reverse("wagtailusers_users:add"), {"email": "new@northmere.example"}).status_code == 302
