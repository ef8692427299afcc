"""Messages: kept once, sent once, tried again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.racing import race
from training.notices import sending
from training.notices.models import Notice

TODAY = timezone.localdate()


def post(key="account:1", **fields):
    return sending.post("ewa@northmere.example", "account", key, fields.pop("due_on", timezone.localdate()), **fields)


def test_a_message_is_kept_once(db):
    assert post() == post()
    assert Notice.objects.count() == 1


def test_a_message_goes_out_once(db):
    notice = post()
    assert sending.send_due() == 1
    assert sending.send_due() == 0
    assert sending.send(notice) is False
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "You have an account at Frontline Training"


def test_a_message_waits_for_its_day(db):
    post(due_on=timezone.localdate() + timedelta(days=1))
    assert sending.send_due() == 0
    assert sending.send_due(timezone.now() + timedelta(days=1)) == 1


def test_after_commit_a_due_message_is_given_to_the_worker(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post()
        post("account:2", due_on=timezone.localdate() + timedelta(days=3))
    (task,) = DBTaskResult.objects.all()
    assert task.backend_name == "slow"
    assert mail.outbox == []
    sending.send_soon.call(Notice.objects.get(subject_key="account:1").pk)
    assert len(mail.outbox) == 1


def test_a_failure_is_kept_and_the_next_tick_tries_again(db, monkeypatch):
    post()
    post("account:2")

    def refuse(self, messages):
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        assert sending.send_due() == 0
    notice = Notice.objects.first()
    assert notice.sent_at is None
    assert notice.error == "ConnectionRefusedError: no mail server"
    assert sending.send_due() == 2
    assert set(Notice.objects.values_list("error", flat=True)) == {""}


def test_one_message_that_cannot_be_written_stops_no_other(db):
    sending.post("ewa@northmere.example", "no-such-kind", "x:1", timezone.localdate())
    post()
    assert sending.send_due() == 1
    assert "TemplateDoesNotExist" in Notice.objects.get(kind="no-such-kind").error


def test_an_old_failure_is_tried_less_and_less_often_and_then_no_more(db):
    notice = sending.post("ewa@northmere.example", "no-such-kind", "x:1", timezone.localdate())
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=2))
    notice.refresh_from_db()
    sending.send(notice)
    notice.refresh_from_db()
    assert notice.try_again_at > timezone.now() + timedelta(minutes=100)
    Notice.objects.update(try_again_at=None, due_on=timezone.localdate() - timedelta(days=8), kind="account")
    assert sending.send_due() == 0


def test_a_sender_that_died_is_seen_and_its_message_is_not_sent_twice(db):
    notice = post()
    Notice.objects.update(sent_at=timezone.now() - timedelta(hours=2), error=sending.BEGUN)
    assert sending.send_due() == 0
    assert list(sending.unfinished()) == [notice]


def test_whoever_runs_the_site_may_send_a_doubtful_message_again(db, capsys):
    post()
    Notice.objects.update(sent_at=timezone.now() - timedelta(hours=2), error=sending.BEGUN)
    call_command("doubtful_notices")
    assert len(mail.outbox) == 0
    call_command("doubtful_notices", "--send-again")
    assert len(mail.outbox) == 1
    assert "northmere.example" not in capsys.readouterr().out
    assert not sending.unfinished()


def test_a_message_whose_sender_died_before_handing_it_over_is_sent_by_the_next(db):
    post()
    Notice.objects.update(sent_at=timezone.now() - timedelta(minutes=9), error=sending.CLAIMED)
    assert sending.send_due() == 0
    Notice.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    assert sending.send_due() == 1
    assert len(mail.outbox) == 1
    assert not sending.unfinished()


def test_a_sender_that_slept_hands_nothing_over_when_another_took_its_message(db, monkeypatch):
    notice = post()
    kept = sending.written

    def slow(given):
        Notice.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
        monkeypatch.setattr(sending, "written", kept)
        assert sending.send_due() == 1
        return kept(given)

    monkeypatch.setattr(sending, "written", slow)
    assert sending.send(notice) is False
    assert len(mail.outbox) == 1


def test_a_message_whose_address_was_forgotten_goes_to_nobody(db):
    post()
    Notice.objects.update(address=f"notice-1{sending.NOBODY}")
    assert sending.send_due() == 0
    assert mail.outbox == []


def test_a_withdrawn_message_is_not_sent(db):
    post()
    sending.cancel("account", "account:1")
    assert sending.send_due() == 0


def test_a_name_with_a_line_break_cannot_add_headers(db):
    sending.post(
        "ewa@northmere.example",
        "invitation",
        "invitation:1",
        timezone.localdate(),
        {"invited_by": "Ben\nBcc: everybody@northmere.example", "organisation": "Northmere", "token_for": "k"},
    )
    sending.send_due()
    for message in mail.outbox:
        assert message.bcc == []
        assert "Bcc" not in message.message().as_string().partition("\n\n")[0]


def test_two_senders_at_once_send_once(real_database):
    for number in range(5):
        post(f"account:{number}")
    mail.outbox.clear()
    counts = race(*[sending.send_due] * 4)
    assert sum(counts) == 5, counts
    assert len(mail.outbox) == 5
    assert not Notice.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize("kind", ["invitation", "account"])
def test_every_kind_has_a_subject_and_a_body_without_markup(db, kind):
    notice = sending.post(
        "ewa@northmere.example",
        kind,
        "thing:1",
        timezone.localdate(),
        {"invited_by": "Siân O'Neill & Co", "organisation": "R&L", "token_for": "k", "expires_on": "1 May 2027"},
    )
    message = sending.written(notice)
    assert message.subject
    assert "&amp;" not in message.subject + message.body
    assert "\n\n\n" not in message.body
