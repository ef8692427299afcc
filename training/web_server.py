"""How gunicorn serves the site: `gunicorn --config training/web_server.py training.wsgi`.

Each process has a few threads: they wait for the database and take turns at computing. Every thread keeps one
connection, so WEB_PROCESSES x WEB_THREADS, and two for worker and ticker, must stay well below what the database
allows (PostgreSQL: 100).
"""

import gc
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# Processes are forked from one that has read all the code: they start at once, come back at once, and share memory.
preload_app = True
# A thread that hangs does not count; a process that no longer answers at all is replaced.
timeout = 60
# Requests that run get this long to end when the site is stopped.
graceful_timeout = 30
keepalive = 5
# Nobody asks for it, and it would write to the home of whoever runs the site.
control_socket_disable = True
# Its own words in the same form as the site's. It writes no line of its own for each request: that would hold the
# path and the query string.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "training.operating.lines.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}


def when_ready(server):
    """Before the processes are forked: read what a first request would, and keep what is read out of their way."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - reading it is what loads every view
    gc.freeze()
