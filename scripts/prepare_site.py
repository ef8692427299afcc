"""Fill a local site's database and folders, in one Django process because each start costs seconds.

Called by scripts/bootstrap/local_site.py with the folder and the parts that are due; stamps each as soon as
it is done.
"""

import io
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

from scripts.bootstrap.local_site import LocalSite, inputs_by_part


def prepare_database(site: LocalSite) -> None:
    """Tables, courses and people; keeps the table of sign-ins for later starts."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_courses", "demo")
    table = io.StringIO()
    call_command("load_demo_people", stdout=table)
    call_command("load_demo_training")
    site.people.write_text(table.getvalue())


PARTS = {
    "database": prepare_database,
    "static": lambda site: call_command("collectstatic", interactive=False, verbosity=0),
    "self_test": lambda site: call_command("self_test"),
}


def main(folder: str, parts: list[str]) -> int:
    """Do these parts, in the order given; return the exit code."""
    django.setup()
    site = LocalSite(Path(folder))
    inputs = inputs_by_part()
    for part in parts:
        try:
            PARTS[part](site)
            site.stamps.record(part, inputs[part])
        except CommandError as error:
            print(f"{part}: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
