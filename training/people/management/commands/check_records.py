"""Prove that what is stored is what the events say, in every app that keeps evidence."""

import importlib
import json

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    """Print `differences()` of the `records` module of every app that has one. Reads only."""

    help = "Holds stored records against their events and names every difference; exit code 1 where there is one."

    def add_arguments(self, parser):
        """Say in which form."""
        parser.add_argument("--json", action="store_true", help="One JSON object on each line.")

    def handle(self, **options):
        """Print a line for each difference."""
        number = 0
        for difference in differences():
            number += 1
            line = json.dumps(difference._asdict(), default=str) if options["json"] else str(difference)
            self.stdout.write(line)
        if number:
            raise CommandError(f"{number} differences between records and their events.")
        if not options["json"]:
            self.stdout.write("Every record is what its events say.")


def differences():
    """Every Difference of every app, in the order of INSTALLED_APPS."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "records"):
            yield from importlib.import_module(f"{config.name}.records").differences()
