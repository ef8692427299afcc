"""Make what tests copy and serve before the first of them asks for it: `python -m tests.prepare`."""

import django

from tests import prepared
from tests.journeys.site import ensure_collected, stocked, stocked_postgres


def main():
    """Make the migrated and the stocked database of the kind the settings name, and collect the static files."""
    django.setup()
    if prepared.is_postgres():
        stocked_postgres()
    else:
        stocked()
        ensure_collected()


if __name__ == "__main__":
    main()
