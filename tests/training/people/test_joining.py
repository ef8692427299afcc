"""Memberships have one writer, and each change is announced after commit."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from training.people import joining
from training.people.models import AuditEntry, FrontlineRole, Membership
from training.people.signals import membership_changed


@pytest.fixture
def heard():
    calls = []

    def hear(sender, membership, **_):
        calls.append(membership)

    membership_changed.connect(hear)
    yield calls
    membership_changed.disconnect(hear)


def test_joining_makes_one_membership_however_often(amara, southmere):
    first = joining.join(amara, southmere)
    assert joining.join(amara, southmere) == first
    assert Membership.objects.filter(user=amara, organisation=southmere).count() == 1


def test_joining_again_changes_role_and_access(amara, southmere):
    licensing = FrontlineRole.objects.get(slug="licensing")
    joining.join(amara, southmere)
    joining.join(amara, southmere, licensing, Membership.Access.MANAGER)
    membership = amara.memberships.get(organisation=southmere)
    assert (membership.role, membership.access) == (licensing, "manager")


def test_joining_without_a_role_keeps_the_role_that_is_there(amara, team):
    joining.join(amara, team)
    assert amara.memberships.get().role.slug == "trading-standards"


def test_who_left_may_join_again_and_both_periods_stand(amara, team):
    joining.leave(amara.memberships.get())
    joining.join(amara, team)
    assert amara.memberships.count() == 2
    assert amara.memberships.current().count() == 1


def test_leaving_ends_and_never_deletes(amara):
    membership = joining.leave(amara.memberships.get(), date(2026, 3, 1))
    membership.refresh_from_db()
    assert membership.ended_on == date(2026, 3, 1)


def test_leaving_twice_keeps_the_first_day(amara):
    joining.leave(amara.memberships.get(), date(2026, 3, 1))
    joining.leave(amara.memberships.get(), date(2026, 4, 1))
    assert amara.memberships.get().ended_on == date(2026, 3, 1)


def test_nobody_leaves_before_they_came_or_after_today(amara):
    for day in [date(2026, 1, 4), timezone.localdate() + timedelta(days=1)]:
        with pytest.raises(ValueError, match="between"):
            joining.leave(amara.memberships.get(), day)


def test_each_change_is_announced_after_commit_and_only_once(
    amara, southmere, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        membership = joining.join(amara, southmere)
        assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        joining.change_role(membership, FrontlineRole.objects.get(slug="licensing"))
        joining.change_role(membership, FrontlineRole.objects.get(slug="licensing"))
    with django_capture_on_commit_callbacks(execute=True):
        joining.leave(membership)
        joining.leave(membership)
    assert heard == [membership] * 3


def test_a_receiver_that_fails_undoes_nothing(amara, southmere, django_capture_on_commit_callbacks):
    def fail(sender, **_):
        raise RuntimeError("fault of a receiver")

    membership_changed.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            joining.join(amara, southmere)
    finally:
        membership_changed.disconnect(fail)
    assert amara.memberships.filter(organisation=southmere).exists()


def test_nothing_is_announced_of_a_change_that_was_rolled_back(
    amara, southmere, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                joining.join(amara, southmere)
                raise KeyError
        except KeyError:
            pass
    assert heard == []


def test_the_log_says_who_changed_what_without_names(amara, ben):
    joining.change_access(amara.memberships.get(), Membership.Access.AUDITOR, actor=ben)
    entry = AuditEntry.objects.get(action="people.change")
    assert (entry.user, entry.about) == (ben, amara)
    assert entry.data["access"] == "auditor"
    assert "Amara" not in entry.label
