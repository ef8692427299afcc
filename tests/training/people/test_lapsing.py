"""An invitation stands as long as whoever made it may invite there."""

from threading import Event
from time import sleep

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_member, make_northmere, make_team, make_user, token_of
from tests.racing import race
from training.people import inviting, joining, ticking
from training.people.erasing import erase
from training.people.forms.editor import OrganisationForm
from training.people.inviting_many import invite_many
from training.people.models import AuditEntry, Invitation, Membership


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin")


@pytest.fixture
def ewa(db):
    return make_user("Ewa Nowak")


@pytest.fixture
def invitation(ben, team, ewa):
    return inviting.invite(team, ewa.email, access="manager", actor=ben)


def refused(invitation, user):
    """Whether the door stays shut, with nothing behind it."""
    with pytest.raises(inviting.NotOpen):
        inviting.accept(invitation, user)
    return not user.memberships.current().filter(organisation=invitation.organisation).exists()


def state_of(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


def test_nobody_comes_back_by_an_invitation_that_she_made_before_she_left(ben, team):
    own = inviting.invite(team, "ben.hughes@northmere.example", access="manager", actor=ben)
    joining.leave(ben.memberships.get())
    ben.email = own.email
    ben.save()
    assert refused(own, ben)


@pytest.mark.parametrize("access", ["none", "auditor"])
def test_whoever_manages_no_longer_lets_nobody_in(ben, ewa, invitation, access):
    joining.change_access(ben.memberships.get(), access)
    assert refused(invitation, ewa)


def test_a_closed_account_lets_nobody_in(ben, ewa, invitation):
    ben.is_active = False
    ben.save()
    assert refused(invitation, ewa)


def test_who_was_an_administrator_lets_nobody_in(admin, team, ewa):
    invitation = inviting.invite(team, ewa.email, actor=admin)
    admin.is_superuser = False
    admin.save()
    assert refused(invitation, ewa)


def test_a_part_that_moved_away_is_no_longer_hers_to_invite_to(ben, southmere, team, ewa, invitation):
    form = OrganisationForm({"name": team.name, "kind": team.kind, "above": southmere.pk}, instance=team)
    assert form.is_valid(), form.errors
    form.save()
    assert refused(invitation, ewa)
    ticking.tick(timezone.now())
    assert state_of(invitation) == "withdrawn"


def test_the_page_says_that_it_is_no_longer_open(client, ben, ewa, invitation):
    link = f"/invitation/{token_of(invitation)}/"
    joining.leave(ben.memberships.get())
    client.force_login(ewa)
    assert "This invitation is no longer open." in client.post(link, follow=True).content.decode()
    assert not ewa.memberships.exists()


def test_an_administrators_invitation_stands(admin, team, ewa):
    invitation = inviting.invite(team, ewa.email, actor=admin)
    ticking.tick(timezone.now())
    assert inviting.accept(invitation, ewa).organisation == team


def test_who_moved_up_the_tree_has_her_invitations_stand(
    ben, northmere, team, ewa, invitation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        joining.join(ben, northmere, access="manager")
        joining.leave(ben.memberships.order_by("pk").first())
    ticking.tick(timezone.now())
    assert inviting.accept(invitation, ewa).organisation == team


def test_leaving_withdraws_what_nobody_answered_and_nothing_else(
    ben, team, dana, southmere, invitation, mailoutbox, django_capture_on_commit_callbacks
):
    carol = make_member("Carol Reid", team.get_parent(), role=None, access="manager")
    others = inviting.invite(team, "f@northmere.example", actor=carol)
    strangers = inviting.invite(southmere, "f@northmere.example", actor=dana)
    with django_capture_on_commit_callbacks(execute=True):
        joining.leave(ben.memberships.get(), actor=carol)
    assert [state_of(one) for one in (invitation, others, strangers)] == ["withdrawn", "open", "open"]
    entry = AuditEntry.objects.get(action="people.withdraw")
    assert (entry.object_id, entry.user) == (str(invitation.pk), None)


def test_another_access_withdraws_them_too(ben, invitation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        joining.change_access(ben.memberships.get(), "auditor")
    assert state_of(invitation) == "withdrawn"


def test_erasing_withdraws_them_too(ben, admin, invitation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(ben, admin)
    assert state_of(invitation) == "withdrawn"


def test_closing_an_account_withdraws_them_too(client, ben, admin, invitation):
    client.force_login(admin)
    form = {"email": ben.email, "name": ben.name}
    assert client.post(reverse("wagtailusers_users:edit", args=[ben.pk]), form).status_code == 302
    assert state_of(invitation) == "withdrawn"


def test_closing_many_accounts_withdraws_them_too(client, ben, admin, invitation):
    client.force_login(admin)
    bulk = reverse("wagtail_bulk_action", args=["people", "user", "set_active_state"])
    client.post(f"{bulk}?id={ben.pk}", {"mark_as_active": "False"})
    assert state_of(invitation) == "withdrawn"


def test_the_tick_withdraws_what_a_failure_left_and_looks_for_it_at_one_cost_however_many_wait(
    ben, team, invitation, check_growth
):
    joining.leave(ben.memberships.get())
    assert state_of(invitation) == "open"
    ticking.tick(timezone.now())
    assert state_of(invitation) == "withdrawn"

    def grow():
        for number in range(3):
            inviting.invite(team, f"p{number}@northmere.example", actor=join_anew(team, Membership.objects.count()))

    check_growth(lambda: ticking.tick(timezone.now()), grow)


def join_anew(team, number):
    return make_member(f"M{number} Reid", team, role=None, access="manager")


def test_a_manager_does_not_invite_her_own_address_where_she_manages(client, ben, team, southmere):
    with pytest.raises(inviting.AlreadyManager):
        inviting.invite(team, " Ben@northmere.example ", access="manager", actor=ben)
    client.force_login(ben)
    page = client.post("/people/invite/", {"email": ben.email, "organisation": team.pk, "access": "none"})
    assert "ben@northmere.example manages this organisation already." in page.content.decode()
    outcome = invite_many(team, ben.email, actor=ben)
    assert [row.reason for row in outcome.left_alone] == ["manages this organisation already"]
    assert not Invitation.objects.exists()


def test_an_administrator_invites_herself_to_learn_where_she_does_not_belong(admin, team):
    assert inviting.accept(inviting.invite(team, admin.email, actor=admin), admin).organisation == team


def _ben_invites_ewa():
    team = make_team(make_northmere().get_children().get())
    ben = make_member("Ben Hughes", team.get_parent(), role=None, access="manager")
    ewa = make_user("Ewa Nowak")
    return ben.memberships.get(), ewa, inviting.invite(team, ewa.email, actor=ben)


def test_leaving_and_accepting_at_once_leave_no_invitation_waiting(real_database):
    membership, ewa, invitation = _ben_invites_ewa()
    answer, left = race(lambda: inviting.accept(invitation, ewa), lambda: joining.leave(membership))
    assert isinstance(left, Membership), left
    assert isinstance(answer, Membership | inviting.NotOpen), answer
    assert state_of(invitation) == ("accepted" if isinstance(answer, Membership) else "withdrawn")


def test_whoever_accepts_waits_for_a_leaving_that_has_begun(real_database):
    membership, ewa, invitation = _ben_invites_ewa()
    has_left = Event()

    def leave():
        with transaction.atomic():
            joining.leave(membership)
            has_left.set()
            sleep(0.5)

    def accept():
        has_left.wait()
        return inviting.accept(invitation, ewa)

    _left, answer = race(leave, accept)
    assert isinstance(answer, inviting.NotOpen), answer
    assert not ewa.memberships.exists()
