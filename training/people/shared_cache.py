"""The table in which every web process counts failed sign-ins."""

from django.core.management import call_command


def make_table(app_config, using="default", **_):
    """Make the table of each database cache after migrating; without it the first sign-in would fail."""
    call_command("createcachetable", database=using, verbosity=0)
