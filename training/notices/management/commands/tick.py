"""Periodic work: run from cron or a systemd timer, or with --loop beside the demo."""

import importlib
import logging
import time

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Call `tick(now)` in the `ticking` module of every app that has one; a failure of one stops no other."""

    help = "Does what is due now: messages, scheduled pages, renewals."

    def add_arguments(self, parser):
        """Say whether to go on."""
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")
        parser.add_argument("--every", type=int, default=60, help="Seconds between two rounds of --loop.")

    def handle(self, *, loop, every, **_):
        """Run one round, or rounds until stopped. One round with failures ends with exit code 1."""
        if every < 1:
            raise CommandError("--every must be at least one second.")
        while loop:
            close_old_connections()
            failed = tick_all(timezone.now())
            self._report(failed)
            time.sleep(every)
        failed = tick_all(timezone.now())
        self._report(failed)
        if failed:
            raise CommandError("Failed: " + ", ".join(failed))

    def _report(self, failed):
        for name in failed:
            self.stderr.write(self.style.ERROR(f"{name} failed: see the log"))


def ticking_modules():
    """The `ticking` module of every installed app, in the order of INSTALLED_APPS."""
    return [
        importlib.import_module(f"{config.name}.ticking")
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, "ticking")
    ]


def tick_all(now):
    """Tick every app, then tell the apps that ask for it how the round went; return the modules that failed."""
    modules = ticking_modules()
    failed = [module.__name__ for module in modules if not _did(module, module.tick, now)]
    for module in modules:
        ended = getattr(module, "round_ended", None)
        if ended is not None and not _did(module, ended, now, list(failed)):
            failed.append(module.__name__)
    return failed


def _did(module, act, *args):
    try:
        act(*args)
    # One app's fault must not stop another app's reminders; it is logged and ends in exit code 1.
    except Exception:
        logger.exception("%s failed", module.__name__)
        return False
    return True
