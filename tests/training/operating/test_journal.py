"""What the site writes down helps whoever mends it, and says nothing about anybody."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError, OperationalError
from django.test import override_settings

from training.operating.lines import JsonLines

SECRETS = ["amara", "northmere.example", "alternative", "Osei", "kz7-token"]


@pytest.fixture
def lines(caplog, settings):
    """What is written down in a test, each line read back."""
    settings.MIDDLEWARE = ["training.operating.middleware.RequestJournal", *settings.MIDDLEWARE]
    written = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(JsonLines().format(record))
    loggers = [logging.getLogger(name) for name in ("", "training.requests")]
    logging.getLogger("training.requests").setLevel(logging.INFO)
    loggers[0].addHandler(handler)
    yield lambda: [json.loads(line) for line in written]
    loggers[0].removeHandler(handler)
    loggers[1].setLevel(logging.NOTSET)


def test_a_request_leaves_one_line_with_its_name_and_not_its_path(client, lines, amara):
    client.force_login(amara)
    response = client.get("/my-training/?version=alternative&q=amara@northmere.example")
    (line,) = lines()
    assert (line["url"], line["method"], line["status"]) == ("courses:my-training", "GET", 200)
    assert line["user"] == amara.pk
    assert line["request"] == response["X-Request-Id"]
    assert not [secret for secret in SECRETS if secret in json.dumps(line)]


def test_nobody_signed_in_costs_no_look_at_who_it_is(client, lines, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")
    assert "user" not in lines()[0]


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [("0123456789abcdef0123", True), ("amara@northmere.example", False), ("x" * 20, False), ("", False)],
)
def test_a_proxys_number_is_kept_unless_it_could_hold_words(client, lines, db, given, is_kept):
    response = client.get("/healthz", headers={"x-request-id": given})
    assert (response["X-Request-Id"] == given) == is_kept


def test_a_path_that_is_not_there_is_not_written_down(client, lines, db):
    client.get("/invitation-for/amara@northmere.example/kz7-token/?name=Osei")
    assert [line["status"] for line in lines() if line["logger"] == "training.requests"] == [404]
    assert not [secret for secret in SECRETS if secret in json.dumps(lines())]


def test_a_fault_is_told_by_its_type_and_place_and_not_by_its_words(client, lines, db, monkeypatch):
    def broken(*_, **__):
        try:
            raise IntegrityError("Key (email)=(amara@northmere.example) already exists")
        except IntegrityError as error:
            raise ValueError("Amara Osei is not a number".lower()) from error

    monkeypatch.setattr("training.operating.views.health.problems", broken)
    client.raise_request_exception = False
    assert client.get("/readyz?version=alternative").status_code == 500
    (fault,) = [line for line in lines() if line["level"] == "ERROR"]
    assert [error["type"] for error in fault["errors"]] == ["builtins.ValueError", "django.db.utils.IntegrityError"]
    assert "broken" in fault["errors"][0]["places"][-1]
    assert not [secret for secret in SECRETS if secret in json.dumps(lines())]


def told(name, message, *args, **options):
    return json.loads(JsonLines().format(logging.LogRecord(name, logging.ERROR, "", 0, message, args, **options)))


def test_gunicorns_words_are_scrubbed_too():
    message = "Error handling request %s"
    line = told("gunicorn.error", message, "/invitation/kz7-token/?name=Osei", exc_info=None)
    assert line["message"] == "Error handling request [path]"
    line = told("gunicorn.error", "Invalid request from ip=198.51.100.7: bad", exc_info=None)
    assert line["message"] == "Invalid request from ip=[address] bad"


def test_an_operator_may_ask_for_the_words_of_errors(monkeypatch):
    try:
        raise OperationalError("the words")
    except OperationalError:
        fault = sys.exc_info()
    assert "the words" not in json.dumps(told("x", "y", exc_info=fault))
    monkeypatch.setenv("LOG_ERROR_TEXT", "true")
    assert "the words" in json.dumps(told("x", "y", exc_info=fault))


@pytest.mark.parametrize("error", [OperationalError, ValueError])
def test_a_database_that_is_away_gets_a_page_of_its_own(client, db, monkeypatch, error):
    def broken(*_):
        raise error("the server closed the connection")

    monkeypatch.setattr("training.operating.views.health.problems", broken)
    client.raise_request_exception = False
    response = client.get("/readyz")
    is_away = error is OperationalError
    assert response.status_code == (503 if is_away else 500)
    assert ("not available for a moment" in response.content.decode()) == is_away
    assert response.headers.get("Retry-After") == ("10" if is_away else None)
    assert "What the site told you it had saved is saved" in response.content.decode()


@override_settings(MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"])
def test_a_database_that_goes_away_under_a_middleware_gets_it_too(client, monkeypatch, db):
    def broken(*_):
        raise OperationalError("gone")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", broken)
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 503
