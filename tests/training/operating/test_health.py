"""A monitor hears what is wrong, in a word each, and a process with a broken database is left alone."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from training.notices.management.commands.tick import tick_all, ticking_modules
from training.operating import health, ticking


@pytest.fixture
def ready(client, settings, tmp_path, db):
    """Ask the site that has just ticked whether it is ready; gives back what it says is wrong."""
    settings.MEDIA_ROOT = str(tmp_path)
    ticking.round_ended(timezone.now(), [])

    def ask():
        response = client.get("/readyz")
        assert response.status_code == (503 if response.json()["problems"] else 200)
        return response.json()["problems"]

    return ask


def test_a_process_that_answers_is_alive_and_asks_the_database_nothing(client, django_assert_num_queries):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert "no-store" in response["Cache-Control"]


def test_a_site_that_works_is_ready_and_cheap_to_ask(ready, django_assert_max_num_queries):
    assert ready() == []
    with django_assert_max_num_queries(2):
        ready()


def test_a_ticker_that_stopped_is_named(ready):
    ticking.round_ended(timezone.now() - timedelta(minutes=11), [])
    assert ready() == ["ticker"]


def test_a_worker_that_leaves_a_task_lying_is_named(ready):
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="a.task", backend_name="slow", run_after=get_date_max()
    )
    assert ready() == []
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=6))
    assert ready() == ["worker"]
    DBTaskResult.objects.filter(pk=task.pk).update(run_after=timezone.now() + timedelta(hours=1))
    assert ready() == []


def test_a_migration_that_is_not_applied_is_named(ready):
    health._ensure_migrated.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operating'")
    assert ready() == ["migrations"]


def test_a_database_that_is_away_is_named_and_nothing_else_of_it(ready, monkeypatch):
    def away():
        raise OperationalError("connection refused for user Amara")

    monkeypatch.setattr(health, "is_migrated", away)
    assert ready() == ["database"]


def test_a_folder_or_disk_that_takes_nothing_is_named(ready, monkeypatch):
    monkeypatch.setattr(health.os, "access", lambda path, mode: False)
    monkeypatch.setattr(health, "LEAST_ROOM", 10**18)
    assert ready() == ["media", "disk"]


def test_a_whole_round_of_the_ticker_ends_with_its_heartbeat(db):
    tick_all(timezone.now())
    assert "ticker" not in health.problems()


def test_a_round_in_which_an_app_failed_is_no_sign_of_health(db, monkeypatch):
    def fail(now):
        raise RuntimeError("a fault of every round")

    (courses,) = [module for module in ticking_modules() if module.__name__ == "courses.ticking"]
    monkeypatch.setattr(courses, "tick", fail)
    assert tick_all(timezone.now()) == ["courses.ticking"]
    assert "ticker" in health.problems()
