"""Processes of the site that need not load it: they are forked from one that did, as gunicorn's are with `preload_app`.

Loading Django, Wagtail and the project takes two seconds, and the journeys start half a hundred servers and commands.
What is started is a process like any other, with a database, settings and output of its own, and can be killed.
"""

import importlib
import multiprocessing
import os
import sys

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.journeys.loaded"])


def start(work, environment, arguments, output, errors):
    """Start a process that does `serve` or `command`, in this environment, and adds to these files; a `Process`."""
    files = (str(output), str(errors))
    process = FORKS.Process(target=_begin, args=(work, environment, arguments, files), daemon=True)
    process.start()
    return process


def serve(arguments):
    """Be gunicorn."""
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "training.wsgi:application", *arguments]
    run()


def command(arguments):
    """Be manage.py."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *arguments])


def _begin(work, environment, arguments, files):
    os.setsid()
    for number, path in enumerate(files, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    _settle(environment)
    work(arguments)


def _settle(environment):
    """Take the settings that this environment asks for, in place of those of the process one was forked from."""
    from django.conf import settings
    from django.test import override_settings

    os.environ.clear()
    os.environ.update(environment)
    base, own = (importlib.import_module(name) for name in ("training.settings.base", settings.SETTINGS_MODULE))
    importlib.reload(base)
    asked = importlib.reload(own)
    # No connection was made yet, and each that will be reads these.
    settings.DATABASES["default"].update(asked.DATABASES["default"])
    changed = {
        name: getattr(asked, name)
        for name in dir(asked)
        if name.isupper() and name != "DATABASES" and getattr(asked, name) != getattr(settings, name)
    }
    override_settings(**changed).enable()
