"""A site that outgrew SQLite moves to PostgreSQL whole, to an empty database and to no other."""

from contextlib import nullcontext

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from wagtail.models import Revision

from quizzes.models import Question
from tests.cast import make_user
from tests.journeys.answers import questions as asked_in_the_demo
from tests.journeys.site import stocked
from training.operating import moving
from training.operating.moving import CannotMove, carry_over, connected
from training.operating.tables import Table
from training.people.models import User
from training.settings.base import database


@pytest.fixture
def source():
    """The SQLite database of a site with the demo's course and people."""
    with connected("source", database(f"sqlite:///{stocked()}/db.sqlite3")) as old:
        yield old


def test_every_row_goes_over_under_its_own_key(source, real_database):
    numbers = dict(ContentType.objects.values_list("model", "pk"))
    moved = {one.table.name: one for one in carry_over(source, connection)}
    assert all(one.is_equal for one in moved.values())
    assert moved["people_user"].after.rows == User.objects.count() > 0
    assert moved["wagtailcore_revision"].after.rows > 10
    ContentType.objects.clear_cache()
    assert dict(ContentType.objects.values_list("model", "pk")) != numbers
    kinds = {type(one) for one in Question.objects.all()}
    assert {kind.__module__.rpartition(".")[2] for kind in kinds} == {one["type"] for one in asked_in_the_demo()}
    questions = Revision.objects.filter(content__polymorphic_ctype__isnull=False)
    assert {type(one.as_object()) for one in questions} == kinds
    # The next of each has a key of its own.
    assert make_user("Amara Okafor").pk > moved["people_user"].after.rows - 1


def test_a_database_in_use_is_never_moved_into(source, real_database):
    make_user("Dana Price")
    with pytest.raises(CannotMove, match="not empty"):
        carry_over(source, connection)
    assert User.objects.get().name == "Dana Price"


def test_a_database_in_use_is_not_even_migrated(db, monkeypatch):
    make_user("Dana Price")
    done = []
    monkeypatch.setattr(moving, "manage", lambda *command, **_: done.append(command))
    monkeypatch.setattr(moving, "connected", lambda *_: nullcontext(connection))
    with pytest.raises(CannotMove, match="not empty"):
        moving.move("postgres:///another", {"ENGINE": "django.db.backends.postgresql"})
    assert done == []


def test_a_move_that_fails_in_the_middle_leaves_nothing(source, real_database, monkeypatch):
    kept = Table.rows

    def rows(table, given):
        if table.name == "people_user" and given is source:
            raise IntegrityError("the old database is damaged")
        return kept(table, given)

    monkeypatch.setattr(Table, "rows", rows)
    before = ContentType.objects.count()
    with pytest.raises(IntegrityError):
        carry_over(source, connection)
    assert (ContentType.objects.count(), User.objects.count()) == (before, 0)


def test_a_table_that_differs_afterwards_undoes_the_move(source, real_database, monkeypatch):
    monkeypatch.setattr(moving, "tally", lambda *_: moving.Tally(rows=-1))
    with pytest.raises(CannotMove, match="differ after the move: account_emailaddress"):
        carry_over(source, connection)
    assert User.objects.count() == 0


def test_the_new_database_must_be_postgresql(db):
    with pytest.raises(CommandError, match="must be PostgreSQL"):
        call_command("move_database", "--to", "sqlite:////tmp/another.sqlite3")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("junk", "must be PostgreSQL"),
        ("postgres://", "cannot be reached: .*NAME"),
        ("postgres://nobody@127.0.0.1:1/nothing", "cannot be reached: .*refused"),
    ],
)
@pytest.mark.filterwarnings("ignore:Engine not recognized")
def test_a_database_that_is_none_is_refused_in_a_sentence(real_database, url, words):
    with pytest.raises(CommandError, match=f"(?s){words}"):
        call_command("move_database", "--to", url)
