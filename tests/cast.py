"""The cast: Amara learns, Ben manages her team, Chidi trains, Dana manages a different council."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from training.people.models import FrontlineRole, Membership, Organisation, User


def make_user(name, **fields):
    """A person with an account and a verified e-mail address."""
    from allauth.account.models import EmailAddress

    email = fields.pop("email", f"{name.split()[0].lower()}@northmere.example")
    user = User.objects.create_user(email, "a-long-password-1", name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def join(user, organisation, role="trading-standards", access="none", started_on=date(2026, 1, 5), **fields):
    """A membership."""
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        role=FrontlineRole.objects.get(slug=role) if role else None,
        access=access,
        started_on=started_on,
        **fields,
    )


def token_of(invitation):
    """The token in an invitation's mail."""
    from training.notices.links import token_for
    from training.notices.models import Notice

    return token_for(Notice.objects.get(subject_key=f"invitation:{invitation.pk}").data["token_for"])


def make_northmere():
    """A council: Northmere > Regulation."""
    council = Organisation.add_root(name="Northmere Borough Council", kind="council")
    council.add_child(name="Regulation", kind="department")
    return Organisation.objects.get(pk=council.pk)


def make_team(regulation):
    """Amara's team, in Ben's department."""
    return regulation.add_child(name="Trading standards", kind="team")


def make_southmere():
    """Somebody else's council."""
    return Organisation.add_root(name="Southmere District Council", kind="council")


def make_member(name, organisation, **fields):
    """Somebody with an account who belongs to an organisation."""
    domain = "southmere" if organisation.name.startswith("Southmere") else "northmere"
    user = make_user(name, email=f"{name.split()[0].lower()}@{domain}.example")
    join(user, organisation, **fields)
    return user


def make_chidi():
    """A trainer."""
    user = make_user("Chidi Eze")
    user.groups.add(Group.objects.get(name="Trainers"))
    return user


@pytest.fixture
def northmere(db):
    """A council: Northmere > Regulation > Trading standards team."""
    return make_northmere()


@pytest.fixture
def regulation(northmere):
    """The department that Ben manages."""
    return Organisation.objects.get(name="Regulation")


@pytest.fixture
def team(regulation):
    """Amara's team, in Ben's department."""
    return make_team(regulation)


@pytest.fixture
def southmere(db):
    """Somebody else's council."""
    return make_southmere()


@pytest.fixture
def amara(team):
    """A trading standards officer."""
    return make_member("Amara Okafor", team)


@pytest.fixture
def ben(regulation):
    """The manager of Amara's department."""
    return make_member("Ben Hughes", regulation, role=None, access="manager")


@pytest.fixture
def chidi(db):
    """A trainer."""
    return make_chidi()


@pytest.fixture
def dana(southmere):
    """A stranger: the manager of another council."""
    return make_member("Dana Price", southmere, role="licensing", access="manager")


# For a file whose tests rest on records that take long to make: see `made_once`.


@pytest.fixture(scope="module")
def team_once(made_once):
    """Amara's team, in Ben's department."""
    return make_team(make_northmere().get_children().get())


@pytest.fixture(scope="module")
def amara_once(team_once):
    """A trading standards officer."""
    return make_member("Amara Okafor", team_once)


@pytest.fixture(scope="module")
def ben_once(team_once):
    """The manager of Amara's department."""
    return make_member("Ben Hughes", team_once.get_parent(), role=None, access="manager")
