"""Invitations: single use, expiring, replaced, withdrawn."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import make_user, token_of
from tests.racing import race
from training.notices import sending
from training.notices.models import Notice
from training.people import inviting, joining
from training.people.models import FrontlineRole, Invitation, Membership, Organisation


def test_an_invitation_keeps_a_digest_and_the_token_is_in_the_mail_alone(ben, team):
    invitation = inviting.invite(team, " Ewa@Northmere.example ", actor=ben)
    token = token_of(invitation)
    assert invitation.email == "ewa@northmere.example"
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert token not in str(Notice.objects.values())
    assert inviting.find(token) == invitation


def test_the_mail_has_the_link_and_says_who_invites(ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    sending.send_due()
    (message,) = mail.outbox
    assert message.to == ["ewa@northmere.example"]
    assert message.subject == "Ben Hughes invites you to Frontline Training"
    assert f"http://localhost:8000/invitation/{token_of(invitation)}/" in message.body


def test_inviting_again_stops_the_old_link_and_its_unsent_mail(ben, team):
    old = inviting.invite(team, "ewa@northmere.example", actor=ben)
    old_token = token_of(old)
    new = inviting.invite(team, "ewa@northmere.example", actor=ben)
    assert inviting.find(old_token).state == "withdrawn"
    assert inviting.find(token_of(new)).state == "open"
    assert Notice.objects.count() == 1


def test_two_organisations_may_invite_the_same_person(ben, team, dana, southmere):
    inviting.invite(team, "ewa@northmere.example", actor=ben)
    inviting.invite(southmere, "ewa@northmere.example", actor=dana)
    assert inviting.unanswered().count() == 2


def test_a_member_is_not_invited(ben, amara, team):
    with pytest.raises(inviting.AlreadyMember):
        inviting.invite(team, "AMARA@northmere.example", actor=ben)


def test_who_has_left_can_be_invited_again(ben, amara, team):
    joining.leave(amara.memberships.get())
    assert inviting.invite(team, amara.email, actor=ben).state == "open"


def test_accepting_joins_with_the_role_and_access_of_the_invitation(ben, team):
    licensing = FrontlineRole.objects.get(slug="licensing")
    invitation = inviting.invite(
        team, "ewa@northmere.example", role=licensing, access=Membership.Access.AUDITOR, actor=ben
    )
    ewa = make_user("Ewa Nowak")
    membership = inviting.accept(invitation, ewa)
    assert (membership.organisation, membership.role, membership.access) == (team, licensing, "auditor")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("accepted", ewa)


def test_an_invitation_is_used_once(ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    ewa = make_user("Ewa Nowak")
    inviting.accept(invitation, ewa)
    with pytest.raises(inviting.NotOpen):
        inviting.accept(invitation, ewa)


def test_an_expired_invitation_is_refused(ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(inviting.NotOpen):
        inviting.accept(invitation, make_user("Ewa Nowak"))


def test_a_withdrawn_invitation_is_refused(ben, team):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    assert inviting.withdraw(invitation, actor=ben)
    assert not inviting.withdraw(invitation, actor=ben)
    with pytest.raises(inviting.NotOpen):
        inviting.accept(invitation, make_user("Ewa Nowak"))


def test_another_persons_invitation_is_refused(ben, team, dana):
    invitation = inviting.invite(team, "ewa@northmere.example", actor=ben)
    with pytest.raises(inviting.NotTheirs):
        inviting.accept(invitation, dana)
    assert dana.memberships.count() == 1


def test_sending_again_keeps_role_and_access(ben, team):
    licensing = FrontlineRole.objects.get(slug="licensing")
    old = inviting.invite(team, "ewa@northmere.example", role=licensing, access="manager", actor=ben)
    new = inviting.resend(old, actor=ben)
    assert (new.role, new.access) == (licensing, "manager")
    assert new.pk != old.pk


def _world():
    council = Organisation.add_root(name="Northmere Borough Council", kind="council")
    return council, make_user("Ben Hughes", is_superuser=True), make_user("Ewa Nowak")


def test_two_accepts_at_once_make_one_membership(real_database):
    council, ben, ewa = _world()
    invitation = inviting.invite(council, ewa.email, actor=ben)
    outcomes = race(*[lambda: inviting.accept(invitation, ewa)] * 6)
    assert sum(isinstance(outcome, Membership) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, inviting.NotOpen) for outcome in outcomes) == 5
    assert Membership.objects.count() == 1


def test_two_invitations_at_once_leave_one_link_that_works(real_database):
    council, ben, ewa = _world()
    outcomes = race(*[lambda: inviting.invite(council, ewa.email, actor=ben)] * 4)
    assert all(isinstance(outcome, Invitation) for outcome in outcomes), outcomes
    assert Invitation.objects.open().count() == 1
    assert Notice.objects.count() == 1
