"""A manager's people: her part of the tree, and nothing else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import join, make_user
from training.people import inviting
from training.people.erasing import erase
from training.people.models import Invitation, Membership


def on(day):
    """A day as the three boxes of the form post it."""
    return {"ended_on_day": day.day, "ended_on_month": day.month, "ended_on_year": day.year}


@pytest.fixture
def invitation(ben, team):
    return inviting.invite(team, "ewa@northmere.example", actor=ben)


@pytest.fixture
def addresses(amara, invitation):
    """Each address that is about Amara's team, with what one would post to it."""
    membership = amara.memberships.get()
    return {
        "change-membership": (reverse("people:change-membership", args=[membership.pk]), {"access": "manager"}),
        "end-membership": (reverse("people:end-membership", args=[membership.pk]), on(date(2026, 3, 1))),
        "resend-invitation": (reverse("people:resend-invitation", args=[invitation.pk]), {}),
        "withdraw-invitation": (reverse("people:withdraw-invitation", args=[invitation.pk]), {}),
    }


OBJECTS = ["change-membership", "end-membership", "resend-invitation", "withdraw-invitation"]
LISTS = ["team", "invite", "invite-many", "invitations"]


@pytest.mark.promise(9)
@pytest.mark.parametrize("name", OBJECTS)
def test_a_manager_of_another_council_finds_nothing_here(client, dana, amara, addresses, name):
    url, data = addresses[name]
    client.force_login(dana)
    assert client.post(url, data).status_code == 404
    if "membership" in name:
        assert client.get(url).status_code == 404
    assert amara.memberships.current().get().access == "none"
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("name", OBJECTS)
def test_an_auditor_changes_nothing(client, regulation, amara, addresses, name):
    auditor = make_user("Judith Kaye")
    join(auditor, regulation, role=None, access="auditor")
    client.force_login(auditor)
    url, data = addresses[name]
    assert client.post(url, data).status_code == 404
    assert amara.memberships.current().get().access == "none"


def test_an_auditor_reads_the_list_without_links_to_change(client, regulation, amara):
    auditor = make_user("Judith Kaye")
    join(auditor, regulation, role=None, access="auditor")
    client.force_login(auditor)
    page = client.get("/people/").content.decode()
    assert "Amara Okafor" in page
    assert "Has left" not in page
    for name in LISTS[1:]:
        assert client.get(reverse(f"people:{name}")).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_a_learner_and_a_trainer_have_no_people(client, amara, chidi, name):
    for person in (amara, chidi):
        client.force_login(person)
        assert client.get(reverse(f"people:{name}")).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_who_is_not_signed_in_is_asked_to(client, db, name):
    assert client.get(reverse(f"people:{name}")).url.startswith("/account/login/")


def test_a_manager_sees_only_her_own_people(client, ben, amara, dana):
    client.force_login(ben)
    page = client.get("/people/").content.decode()
    assert "Amara Okafor" in page
    assert "Dana Price" not in page
    assert "Southmere" not in page


def test_an_administrator_sees_everybody(client, amara, dana):
    kit = make_user("Kit Osborne", is_superuser=True)
    client.force_login(kit)
    page = client.get("/people/").content.decode()
    assert "Amara Okafor" in page
    assert "Dana Price" in page


def test_people_are_found_by_name_address_and_organisation(client, ben, amara, regulation, team):
    join(make_user("Ewa Nowak"), regulation)
    client.force_login(ben)
    for query in ("search=amara", "search=OKAFOR", f"organisation={team.pk}"):
        page = client.get(f"/people/?{query}").content.decode()
        assert "amara@northmere.example" in page
        assert "ewa@northmere.example" not in page


def test_a_filter_by_somebody_elses_organisation_tells_nothing(client, ben, amara, dana, southmere):
    client.force_login(ben)
    page = client.get(f"/people/?organisation={southmere.pk}").content.decode()
    assert "Dana Price" not in page
    assert "Southmere" not in page


def test_the_list_comes_in_pages(client, ben, team):
    for number in range(60):
        join(make_user(f"Person{number:02}"), team)
    client.force_login(ben)
    first = client.get("/people/").content.decode()
    assert "person00@" in first
    assert "person55@" not in first
    assert "person55@" in client.get("/people/?page=2").content.decode()


def test_the_list_asks_no_more_for_more_people(client, ben, team, check_growth):
    join(make_user("First Person"), team)
    client.force_login(ben)

    def grow():
        for number in range(8):
            part = team.get_parent().add_child(name=f"Part {number}")
            join(make_user(f"Person{number}"), part, role="licensing")

    check_growth(lambda: client.get("/people/"), grow)


def test_the_open_invitations_ask_no_more_for_more_of_them(client, ben, team, check_growth):
    client.force_login(ben)
    inviting.invite(team, "first@northmere.example", actor=ben)

    def grow():
        for number in range(8):
            inviting.invite(team, f"p{number}@northmere.example", actor=ben)

    check_growth(lambda: client.get("/people/invitations/"), grow)


def test_who_was_erased_is_not_listed_on_her_last_day(client, ben, team, admin_user):
    nia = make_user("Nia Example")
    join(nia, team, started_on=timezone.localdate())
    client.force_login(ben)
    assert "Nia Example" in client.get("/people/").text
    erase(nia, admin_user)
    assert "erased" not in client.get("/people/").text


def test_whom_the_role_is_left_to_chooses_it(client, ben, amara):
    client.force_login(ben)
    page = client.get(reverse("people:change-membership", args=[amara.memberships.get().pk])).text
    assert "They choose it themselves" in page
    assert "---------" not in page


def test_a_manager_changes_role_and_access(client, ben, amara):
    membership = amara.memberships.get()
    client.force_login(ben)
    url = reverse("people:change-membership", args=[membership.pk])
    assert client.get(url).status_code == 200
    response = client.post(url, {"role": "", "access": "auditor"})
    assert response.url == "/people/"
    membership.refresh_from_db()
    assert (membership.role, membership.access) == (None, "auditor")


def test_a_manager_ends_a_membership(client, ben, amara):
    membership = amara.memberships.get()
    client.force_login(ben)
    url = reverse("people:end-membership", args=[membership.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, on(date(2026, 3, 1))).url == "/people/"
    assert not amara.memberships.current().exists()
    assert "amara@northmere.example" not in client.get("/people/").content.decode()


@pytest.mark.parametrize("days", [1, -100_000])
def test_a_day_that_cannot_be_is_refused(client, ben, amara, days):
    day = timezone.localdate() + timedelta(days=days)
    client.force_login(ben)
    page = client.post(reverse("people:end-membership", args=[amara.memberships.get().pk]), on(day))
    assert "There is a problem" in page.content.decode()
    assert amara.memberships.current().exists()


def test_the_day_may_not_be_left_out_and_there_is_a_way_back(client, ben, amara):
    client.force_login(ben)
    url = reverse("people:end-membership", args=[amara.memberships.get().pk])
    page = client.post(url, {"ended_on_day": "", "ended_on_month": "", "ended_on_year": ""}).text
    assert "Enter the first day they were no longer there." in page
    assert "They are still here" in page


def test_a_manager_cannot_lock_herself_out(client, ben):
    membership = ben.memberships.get()
    client.force_login(ben)
    assert client.get(reverse("people:change-membership", args=[membership.pk])).status_code == 404
    assert client.post(reverse("people:end-membership", args=[membership.pk])).status_code == 404


def test_a_manager_whose_own_membership_ended_manages_nobody(client, ben, amara):
    ben.memberships.update(ended_on=timezone.localdate())
    client.force_login(ben)
    assert client.get("/people/").status_code == 404


def test_a_manager_invites_one_person(client, ben, team):
    client.force_login(ben)
    data = {"email": "Ewa@northmere.example", "organisation": team.pk, "role": "", "access": "none"}
    assert client.post("/people/invite/", data).url == "/people/invitations/"
    assert "ewa@northmere.example" in client.get("/people/invitations/").content.decode()


def test_a_manager_invites_nobody_to_another_council(client, ben, southmere):
    client.force_login(ben)
    data = {"email": "ewa@northmere.example", "organisation": southmere.pk, "role": "", "access": "manager"}
    assert "There is a problem" in client.post("/people/invite/", data).content.decode()
    client.post("/people/invite-many/", data | {"people": "ewa@northmere.example"})
    assert not Invitation.objects.exists()


def test_inviting_a_member_says_so(client, ben, amara, team):
    client.force_login(ben)
    data = {"email": amara.email, "organisation": team.pk, "role": "", "access": "none"}
    assert "is already in this organisation" in client.post("/people/invite/", data).content.decode()


def test_a_list_invites_the_good_and_keeps_the_bad_in_the_box(client, ben, team):
    client.force_login(ben)
    text = "ewa@northmere.example\nnobody at all\ndele@northmere.example, Licensing"
    data = {"people": text, "organisation": team.pk, "role": "", "access": "none"}
    page = client.post("/people/invite-many/", data).content.decode()
    assert "We have invited 2 people." in page
    assert "Line 2, “nobody at all”: There is no e-mail address." in page
    assert ">\nnobody at all</textarea>" in page
    assert Invitation.objects.count() == 2


def test_a_good_list_leads_to_the_open_invitations(client, ben, team):
    client.force_login(ben)
    data = {"people": "ewa@northmere.example", "organisation": team.pk, "role": "", "access": "none"}
    assert client.post("/people/invite-many/", data).url == "/people/invitations/"


def test_a_list_that_is_too_long_is_refused_with_a_reason(client, ben, team):
    client.force_login(ben)
    text = "\n".join(f"p{number}@northmere.example" for number in range(501))
    data = {"people": text, "organisation": team.pk, "role": "", "access": "none"}
    assert "up to 500 people" in client.post("/people/invite-many/", data).content.decode()
    assert not Invitation.objects.exists()


def test_markup_in_a_list_is_shown_as_text(client, ben, team):
    client.force_login(ben)
    data = {"people": "<script>x</script>", "organisation": team.pk, "role": "", "access": "none"}
    assert "<script>x" not in client.post("/people/invite-many/", data).content.decode()


def test_an_invitation_is_sent_again_or_withdrawn(client, ben, invitation):
    client.force_login(ben)
    client.post(reverse("people:resend-invitation", args=[invitation.pk]))
    new = Invitation.objects.open().get()
    assert new.pk != invitation.pk
    client.post(reverse("people:withdraw-invitation", args=[new.pk]))
    assert not Invitation.objects.open().exists()


def test_an_expired_invitation_can_be_sent_again(client, ben, invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client.force_login(ben)
    assert "no longer" in client.get("/people/invitations/").content.decode()
    client.post(reverse("people:resend-invitation", args=[invitation.pk]))
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("name", ["resend-invitation", "withdraw-invitation"])
def test_looking_changes_nothing(client, ben, invitation, name):
    client.force_login(ben)
    assert client.get(reverse(f"people:{name}", args=[invitation.pk])).status_code == 405
    assert Invitation.objects.open().count() == 1


def test_an_answered_invitation_is_no_longer_open(client, ben, invitation):
    inviting.accept(invitation, make_user("Ewa Nowak"))
    client.force_login(ben)
    assert client.post(reverse("people:withdraw-invitation", args=[invitation.pk])).status_code == 404
    assert Membership.objects.filter(user__email="ewa@northmere.example").exists()
