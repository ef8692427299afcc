"""What a site for people writes down: one JSON object to a line, and nothing personal in it.

An exception's own words may quote what a person typed (a refused row, a bad date): they are left out unless
LOG_ERROR_TEXT is set, for a hunt on a site that holds no real people. No Django here: gunicorn reads this first.
"""

import json
import logging
import os
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from traceback import extract_tb

ROOT = Path(__file__).resolve().parents[2]
request_id = ContextVar("request_id", default="")
DEEPEST, LONGEST_CHAIN = 12, 4
SCRUBBED = (
    (re.compile(r"[\w.+-]+@[\w.-]+"), "[e-mail]"),
    (re.compile(r"\?\S+"), "?[query]"),
    (re.compile(r"\bip=\S+"), "ip=[address]"),
)


class JsonLines(logging.Formatter):
    """Format a record as one line of JSON: when, how grave, who says it, what, in which request."""

    def format(self, record):
        """One line. What a caller passes as `extra={"facts": {...}}` stands beside the rest."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrubbed(_message(record)),
            "process": record.process,
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line["errors"] = told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def told(error):
    """An exception and those that led to it: of each its type, and the places in the code that it went through."""
    return [_told(one) for one in islice(_chain(error), LONGEST_CHAIN)]


def scrubbed(text):
    """A text without what looks like an e-mail address, a query string or a visitor's address."""
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text


def _message(record):
    """The message; paths of the site are left out, since they may hold a code or an invitation's token."""
    request = getattr(record, "request", None)
    text = record.getMessage()
    paths = [getattr(request, "path", ""), *_paths_of_gunicorn(record)]
    for path in filter(None, paths):
        text = text.replace(path, "[path]")
    return text


def _paths_of_gunicorn(record):
    given = record.args if isinstance(record.args, tuple) and record.name.startswith("gunicorn") else ()
    return [value for value in given if isinstance(value, str) and value.startswith("/")]


def _chain(error):
    """An exception, and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _told(error):
    """An exception's type, and the places in the code that it went through, the innermost last."""
    told = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
    told["places"] = [_place(frame) for frame in extract_tb(error.__traceback__)[-DEEPEST:]]
    if os.environ.get("LOG_ERROR_TEXT"):
        told["text"] = str(error)
    return told


def _place(frame):
    path = Path(frame.filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
    return f"{name}:{frame.lineno} {frame.name}"
