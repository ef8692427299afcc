"""What every server and command of the site loads first, loaded as soon as this is imported: see processes.py."""

import gc
import importlib
import os

SETTINGS = "training.settings.development"

os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
importlib.import_module("django").setup()
for name in ("training.urls", "gunicorn.workers.gthread", "django.core.management.commands.shell"):
    importlib.import_module(name)
# As in training/web_server.py: what is loaded by now stays.
gc.freeze()
