"""Move the site from SQLite to PostgreSQL."""

import environ
from django.core.management.base import BaseCommand, CommandError

from training.operating import moving


class Command(BaseCommand):
    """Copy everything to a new PostgreSQL database, and show that it is the same."""

    help = "Copies every row to an empty PostgreSQL database and compares counts and hashes. Stop the site first."

    def add_arguments(self, parser):
        """Say where to."""
        parser.add_argument("--to", required=True, help="The new database: postgres://user:password@host/name")

    def handle(self, *, to, **_):
        """Move, then print a line for each table that holds anything."""
        parsed = dict(environ.Env.db_url_config(to))
        try:
            moved = moving.move(to, parsed)
        except moving.CannotMove as reason:
            raise CommandError(str(reason)) from reason
        for one in moved:
            if one.before.rows:
                self.stdout.write(f"{one.table.name:45} {one.after.rows:>8}  {one.after.sha256[:16]}  equal")
        total = sum(one.after.rows for one in moved)
        self.stdout.write(f"{len(moved)} tables, {total} rows: counts and hashes are equal.")
        self.stdout.write("Now set DATABASE_URL to the new database, and start the site.")
