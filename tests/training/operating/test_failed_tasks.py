"""A task that failed leaves what helps to mend it, and nothing of whom it was about."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tests.cast import make_user
from training.notices import sending, ticking


@pytest.fixture
def worker():
    """A worker that waits for nothing."""
    how = {"queue_names": ["*"], "excluded_queue_names": [], "interval": 0, "batch": True, "max_tasks": None}
    return Worker(**how, backend_name="slow", startup_delay=False, worker_id="a worker")


@pytest.fixture
def failed(db, monkeypatch, worker):
    """A task of ours that failed in the worker, with words about a person in its errors."""
    person = make_user("Amara Osei")

    def broken(notice):
        try:
            raise IntegrityError(f"Key (email)=({person.email}) already exists")
        except IntegrityError as error:
            raise ValueError(f"{person.name} is not a number") from error

    monkeypatch.setattr(sending, "send", broken)
    notice = sending.Notice.objects.create(address=person.email, kind="x", subject_key="x", due_on="2027-03-03")
    sending.send_soon.enqueue(notice.pk)
    task = DBTaskResult.objects.get()
    task.claim("a worker")
    worker.run_task(task)
    return DBTaskResult.objects.get()


def test_what_is_kept_of_a_failed_task_says_where_and_not_about_whom(failed):
    assert (failed.status, failed.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert not [secret for secret in ("Amara", "Osei", "@") if secret in failed.traceback]
    lines = failed.traceback.splitlines()
    assert [line for line in lines if " " not in line] == ["builtins.ValueError", "django.db.utils.IntegrityError"]
    assert lines[-1].startswith("  tests/training/operating/test_failed_tasks.py:")
    assert lines[-1].endswith(" broken")


def test_an_operator_may_ask_for_the_words_of_a_failed_task(request, monkeypatch):
    monkeypatch.setenv("LOG_ERROR_TEXT", "true")
    assert "Amara Osei is not a number" in request.getfixturevalue("failed").traceback


def test_a_traceback_that_came_without_its_error_is_not_kept(db, failed):
    failed.traceback = "ValueError: Amara Osei"
    failed.save()
    failed.refresh_from_db()
    assert "Amara" not in failed.traceback


@pytest.mark.parametrize(("days", "is_kept"), [(13, True), (15, False)])
def test_a_failed_task_is_forgotten_after_two_weeks(failed, days, is_kept):
    now = timezone.now()
    DBTaskResult.objects.update(finished_at=now - timedelta(days=days))
    ticking.tick(now)
    assert DBTaskResult.objects.exists() == is_kept
