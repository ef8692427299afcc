"""What no browser of ours would send to a manager's forms and filters."""

import pytest

from training.people.models import Invitation, Membership

HUGE = ["9" * 26, str(2**63), "9" * 5000]


@pytest.fixture
def as_ben(client, ben):
    client.force_login(ben)
    return client


FILTERS = pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/people/", "search"),
        ("/people/", "organisation"),
        ("/people/", "page"),
        ("/people/invitations/", "page"),
        ("/team-training/assignments/", "page"),
        ("/reports/completion/", "organisation"),
        ("/reports/completion/", "course"),
        ("/reports/completion/", "role"),
        ("/reports/completion/", "date_from_year"),
        ("/reports/completion/", "page"),
        ("/team-certificates/", "organisation"),
        ("/team-certificates/", "course"),
        ("/check/", "code"),
    ],
)


@pytest.mark.parametrize("odd", [*HUGE, "-1", "x" * 5000])
@FILTERS
def test_a_filter_that_makes_no_sense_is_still_a_page(as_ben, address, name, odd):
    assert as_ben.get(address, {name: odd}).status_code in {200, 302}


@FILTERS
def test_a_filter_that_no_database_can_hold_is_refused(as_ben, address, name):
    assert as_ben.get(address, {name: "\x00"}).status_code == 400


@pytest.mark.parametrize("huge", HUGE)
def test_a_number_that_no_row_can_have_changes_nobody(as_ben, amara, ben, team, huge):
    member = amara.memberships.get()
    form = {"email": "new@northmere.example", "access": "none"}
    assert as_ben.post("/people/invite/", form | {"organisation": huge}).status_code == 200
    assert as_ben.post("/people/invite/", form | {"organisation": team.pk, "role": huge}).status_code == 200
    change = {"role": huge, "access": "manager"}
    assert as_ben.post(f"/people/{member.pk}/change/", change).status_code == 200
    assert as_ben.post("/profile/", {"name": "Ben", f"role_{ben.memberships.get().pk}": huge}).status_code == 200
    assert not Invitation.objects.exists()
    assert Membership.objects.get(pk=member.pk).access == "none"
