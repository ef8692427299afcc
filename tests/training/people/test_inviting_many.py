"""A pasted list: good rows are invited, each bad row is reported with its line."""

import pytest

from training.notices.models import Notice
from training.people.inviting_many import invite_many
from training.people.listing import BadRow, Row, read
from training.people.models import Invitation


def test_good_rows_are_invited_and_each_bad_row_is_reported(ben, team):
    text = "\n".join(
        [
            "ewa@northmere.example, Licensing",
            "not-an-address@",
            "",
            "dele@northmere.example; housing-and-homelessness",
            "carys@northmere.example\tAstronaut",
            "just some words",
            "EWA@northmere.example",
        ]
    )
    outcome = invite_many(team, text, actor=ben)
    assert [(one.email, one.role.slug) for one in outcome.invited] == [
        ("ewa@northmere.example", "licensing"),
        ("dele@northmere.example", "housing-and-homelessness"),
    ]
    assert [row.number for row in outcome.bad] == [2, 5, 6, 7]
    assert "not-an-address@" in outcome.bad[0].reason
    assert "Astronaut" in outcome.bad[1].reason
    assert "line 1" in outcome.bad[3].reason
    assert outcome.bad_text.splitlines() == [
        "not-an-address@",
        "carys@northmere.example\tAstronaut",
        "just some words",
        "EWA@northmere.example",
    ]
    assert Notice.objects.count() == 2


def test_a_row_without_a_role_takes_the_one_for_all(ben, team):
    from training.people.models import FrontlineRole

    police = FrontlineRole.objects.get(slug="police")
    invite_many(team, "ewa@northmere.example\ndele@northmere.example, Licensing", role=police, actor=ben)
    assert Invitation.objects.get(email="ewa@northmere.example").role == police
    assert Invitation.objects.get(email="dele@northmere.example").role.slug == "licensing"


def test_sending_a_list_twice_sends_nobody_a_second_mail(ben, amara, team):
    text = "ewa@northmere.example\namara@northmere.example"
    invite_many(team, text, actor=ben)
    again = invite_many(team, text, actor=ben)
    assert again.invited == []
    assert [row.number for row in again.left_alone] == [1, 2]
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "emails"),
    [
        ("a@x.example, b@x.example; c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
        ("Amara Okafor <amara@x.example>; Ben <b@x.example>", ["amara@x.example", "b@x.example"]),
        ("Okafor\tamara@x.example", ["amara@x.example"]),
        ('"amara@x.example"', ["amara@x.example"]),
        ("  amara@x.example ,", ["amara@x.example"]),
    ],
)
def test_whatever_the_clipboard_holds_is_read(line, emails):
    assert [row.email for row in read(line)] == emails


def test_the_name_of_a_role_may_hold_commas():
    (row,) = read("a@x.example, Fire and rescue, and building control")
    assert row == Row(1, "a@x.example, Fire and rescue, and building control", "a@x.example", row.role)
    assert row.role == "Fire and rescue, and building control"


def test_headings_and_empty_lines_are_passed_over():
    assert read("Email\tRole\n\n  \n,\n") == []


def test_lines_are_counted_as_they_were_pasted():
    (_, bad) = read("a@x.example\n\n\nnobody")
    assert isinstance(bad, BadRow)
    assert bad.number == 4
