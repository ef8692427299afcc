"""Fill the demo's database and folders, in one Django process because each start costs seconds.

Called by scripts/bootstrap/demo_site.py with the parts that are due; stamps each as soon as it is done.
"""

import io
import sys

import django
from django.core.management import CommandError, call_command

from scripts.bootstrap.demo_site import STAMPS, inputs_by_part
from scripts.bootstrap.places import DEMO_PEOPLE


def prepare_database() -> None:
    """Tables, courses and people; keeps the table of sign-ins for later starts."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_courses", "demo")
    table = io.StringIO()
    call_command("load_demo_people", stdout=table)
    call_command("load_demo_training")
    DEMO_PEOPLE.write_text(table.getvalue())


PARTS = {
    "database": prepare_database,
    "static": lambda: call_command("collectstatic", interactive=False, verbosity=0),
    "self_test": lambda: call_command("self_test"),
}


def main(parts: list[str]) -> int:
    """Do these parts, in the order given; return the exit code."""
    django.setup()
    inputs = inputs_by_part()
    for part in parts:
        try:
            PARTS[part]()
            STAMPS.record(part, inputs[part])
        except CommandError as error:
            print(f"{part}: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
