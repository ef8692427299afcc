"""An address may change hands: what was sent to whoever had it before is hers, and stays hers."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_user
from tests.dumping import dump, holding, touched
from training.notices import sending
from training.notices.models import Notice
from training.people import inviting, readdressing
from training.people.erasing import erase
from training.people.models import Invitation, User
from training.personal import contributions

OLD = "amara@northmere.example"
NEW = "a.okafor@northmere.example"


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin")


@pytest.fixture
def efe(amara, ben, regulation):
    """Efe has the address at which Amara was invited, accepted, and was written to."""
    inviting.accept(inviting.invite(regulation, OLD, actor=ben), amara)
    sending.post(OLD, "booster", "booster:1", timezone.localdate(), {"name": amara.name}, user=amara)
    EmailAddress.objects.filter(user=amara).update(email=NEW)
    User.objects.filter(pk=amara.pk).update(email=NEW)
    readdressing.let_go(OLD)
    return make_user("Efe Musa", email=OLD)


def exported(user, name):
    (table,) = [table for export in contributions("export") for table in export(user) if table.name == name]
    return list(table.rows)


def test_nobody_downloads_what_was_sent_to_whoever_had_her_address_before(amara, efe):
    assert exported(efe, "messages") == []
    assert exported(efe, "invitations") == []
    assert len(exported(amara, "messages")) == 1
    assert len(exported(amara, "invitations")) == 1


@pytest.mark.promise(1)
def test_erasing_whoever_has_the_address_now_touches_nothing_of_whoever_had_it(amara, efe, admin):
    before = dump()
    erase(efe, admin)
    changed = touched(before, dump())
    assert set(changed) <= {"people_user", "account_emailaddress"}
    assert Notice.objects.filter(user=amara).exists()
    assert Invitation.objects.get(accepted_by=amara).email == OLD


@pytest.mark.promise(1)
def test_erasing_whoever_had_the_address_touches_nothing_of_whoever_has_it_now(amara, efe, admin, dana, southmere):
    hers = inviting.invite(southmere, efe.email, actor=dana)
    erase(User.objects.get(pk=amara.pk), admin)
    hers.refresh_from_db()
    assert (hers.email, hers.state) == (OLD, "open")
    assert Notice.objects.filter(address=OLD, subject_key=f"invitation:{hers.pk}").exists()


@pytest.fixture
def written_to(amara, dana, southmere):
    """Amara has two invitations that she did not answer, one of which was replaced; of the mails, one went out."""
    inviting.invite(southmere, OLD, actor=dana)
    sending.send_due()
    inviting.invite(southmere, OLD, actor=dana)
    return amara


def change_in_editor(client, admin):
    client.force_login(admin)
    amara = User.objects.get(email=OLD)
    form = {"email": NEW, "name": amara.name, "is_active": "on"}
    assert client.post(reverse("wagtailusers_users:edit", args=[amara.pk]), form).status_code == 302


def change_herself(client, _admin):
    client.post("/account/login/", {"login": OLD, "password": "a-long-password-1"})
    client.post("/account/email/", {"email": NEW, "action_add": ""})
    (link,) = [word for word in mail.outbox[-1].body.split() if "/confirm-email/" in word]
    client.post(link)


@pytest.mark.parametrize("change", [change_in_editor, change_herself])
def test_a_changed_address_lets_go_of_what_waits_for_the_old_one(client, admin, written_to, change):
    change(client, admin)
    assert User.objects.get(pk=written_to.pk).email == NEW
    assert not inviting.unanswered().exists()
    assert not Notice.objects.filter(sent_at=None, subject_key__startswith="invitation").exists()
    named = {name for name, _key in holding(dump(), OLD)}
    assert named & {"people_invitation", "notices_notice"} == set()


@pytest.mark.promise(6)
def test_erasing_finds_what_was_sent_to_a_former_address(client, admin, written_to):
    change_in_editor(client, admin)
    erase(User.objects.get(pk=written_to.pk), admin)
    assert holding(dump(), "amara", "okafor") == []


def test_another_name_lets_go_of_nothing(client, admin, written_to):
    client.force_login(admin)
    form = {"email": OLD, "name": "Amara Obi", "is_active": "on"}
    client.post(reverse("wagtailusers_users:edit", args=[written_to.pk]), form)
    assert inviting.unanswered().filter(email=OLD).exists()
