"""The ticker calls every app; one that fails stops no other."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.courses.factories import lessons_of, make_course
from training.notices import sending, ticking
from training.notices.management.commands import tick


class Module:
    def __init__(self, name, fault=None):
        self.__name__ = name
        self.fault = fault
        self.ticks = []

    def tick(self, now):
        self.ticks.append(now)
        if self.fault:
            raise self.fault


def test_a_tick_sends_what_is_due(db):
    sending.post("ewa@northmere.example", "account", "account:1", timezone.localdate())
    ticking.tick(timezone.now())
    assert len(mail.outbox) == 1


def test_a_tick_publishes_what_is_scheduled_and_tidies_once_a_day(db, monkeypatch):
    called = []
    monkeypatch.setattr(ticking, "call_command", lambda name, *_, **__: called.append(name))
    cache.clear()
    ticking.tick(timezone.now())
    ticking.tick(timezone.now())
    assert called.count("publish_scheduled") == 2
    assert called.count("clearsessions") == 1


def test_a_tick_takes_down_what_has_expired_and_forgets_old_sessions_and_tasks(db):
    now = timezone.now()
    (lesson,) = lessons_of(make_course(lessons=["One"]))
    type(lesson).objects.filter(pk=lesson.pk).update(expire_at=now - timedelta(minutes=1))
    for kept, moment in {"old": now - timedelta(minutes=1), "new": now + timedelta(minutes=1)}.items():
        Session.objects.create(session_key=kept, session_data="", expire_date=moment)
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="a.task", backend_name="slow", status="SUCCESSFUL"
    )
    DBTaskResult.objects.filter(pk=task.pk).update(finished_at=now - timedelta(days=15))
    cache.clear()
    ticking.tick(now)
    assert not type(lesson).objects.get(pk=lesson.pk).live
    assert [session.session_key for session in Session.objects.all()] == ["new"]
    assert not DBTaskResult.objects.filter(pk=task.pk).exists()


def test_the_notices_app_is_found():
    assert ticking in tick.ticking_modules()


def test_a_failure_of_one_app_is_loud_and_stops_no_other(monkeypatch, caplog, capsys):
    bad, good = Module("bad.ticking", RuntimeError("fault")), Module("good.ticking")
    monkeypatch.setattr(tick, "ticking_modules", lambda: [bad, good])
    with pytest.raises(CommandError, match="bad"):
        call_command("tick")
    assert len(good.ticks) == 1
    assert "bad.ticking failed" in caplog.text
    assert "bad.ticking failed" in capsys.readouterr().err


def test_the_loop_goes_on_after_a_failure(monkeypatch):
    bad = Module("bad.ticking", RuntimeError("fault"))
    monkeypatch.setattr(tick, "ticking_modules", lambda: [bad])
    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(tick.time, "sleep", nap)
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        call_command("tick", loop=True, every=7)
    assert len(bad.ticks) == 3
    assert naps == [7, 7, 7]


@pytest.mark.parametrize("every", [0, -1])
def test_rounds_without_a_pause_are_refused_before_the_first(monkeypatch, every):
    monkeypatch.setattr("training.notices.management.commands.tick.tick_all", lambda now: pytest.fail("a round"))
    with pytest.raises(CommandError, match="at least one second"):
        call_command("tick", loop=True, every=every)
