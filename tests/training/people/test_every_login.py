"""A password, given to every address of the site: none opens the editor or others' records without a second step."""

from urllib.parse import quote

import pytest

from tests.fuzz.addresses import addresses
from training.people.models import User

from .stepping import PASSWORD, give_app

pytestmark = pytest.mark.once

GUARDED = ["/cms/", "/reports/", "/people/"]


@pytest.fixture
def admin(db, settings):
    settings.SECOND_STEP_REQUIRED = True
    user = User.objects.create_superuser("admin@northmere.example", PASSWORD, name="Admin")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("has_one", [False, True])
def test_a_password_alone_opens_nothing_at_any_address(client, admin, has_one):
    if has_one:
        give_app(admin)
    fields = dict.fromkeys(["password", "password1", "password2", "oldpassword", "code"], PASSWORD)
    fields |= dict.fromkeys(["login", "username", "email"], admin.email) | {"next": "/cms/"}
    opened = []
    for address in addresses():
        # Fresh each time: a session from one address must not pass for one from the next.
        client.cookies.clear()
        client.post("/" + quote(address.form % dict.fromkeys(address.wants, "1"), safe="/%"), fields)
        if "_auth_user_id" not in client.session:
            continue
        opened.append(address.name)
        assert not has_one, address
        assert [client.get(path).url for path in GUARDED] == ["/account/second-step/"] * 3, address
    # The walk would have noticed: without a second step the one true form does open a session.
    assert opened == ([] if has_one else ["account_login"])


def test_with_a_session_open_no_address_of_an_account_makes_two_steps_of_one(client, admin):
    client.force_login(admin)
    fields = dict.fromkeys(["password", "oldpassword", "code"], PASSWORD) | {"password1": PASSWORD, "next": "/cms/"}
    for address in addresses():
        if not address.form.startswith(("account/", "profile", "invitation")) or address.name == "account_logout":
            continue
        client.post("/" + quote(address.form % dict.fromkeys(address.wants, "1"), safe="/%"), fields)
        assert [client.get(path).status_code for path in GUARDED] == [302] * 3, address
