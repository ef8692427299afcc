"""A task whose worker was killed goes back to the worker, and not for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from training.operating.reviving import MOST_TRIES, STUCK_AFTER, revive_tasks


@pytest.fixture
def running(db):
    """Make a task that some workers began."""

    def make(*, tries=1, ago=STUCK_AFTER + timedelta(minutes=1), status="RUNNING"):
        return DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}},
            task_path="a.task",
            backend_name="slow",
            run_after=get_date_max(),
            status=status,
            started_at=timezone.now() - ago,
            worker_ids=[str(number) for number in range(tries)],
        )

    return make


@pytest.mark.parametrize(("tries", "becomes"), [(1, "READY"), (MOST_TRIES - 1, "READY"), (MOST_TRIES, "FAILED")])
def test_a_task_that_was_begun_and_never_finished_is_taken_again_a_few_times(running, tries, becomes):
    task = running(tries=tries)
    assert revive_tasks() == 1
    task.refresh_from_db()
    assert task.status == becomes


@pytest.mark.parametrize("facts", [{"ago": timedelta(minutes=5)}, {"status": "SUCCESSFUL"}, {"status": "READY"}])
def test_a_task_that_runs_or_is_done_is_left_alone(running, facts):
    task = running(**facts)
    assert revive_tasks() == 0
    before = task.status
    task.refresh_from_db()
    assert task.status == before
