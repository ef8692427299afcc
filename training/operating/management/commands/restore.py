"""Restore the site from a back-up."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from training.operating import archive, engines, restoring


class Command(BaseCommand):
    """Put a back-up in the place of an empty database, or of everything."""

    help = "Restores database and media from a back-up that back_up made, and compares counts and hashes."

    def add_arguments(self, parser):
        """Say which, and whether anything may be lost."""
        parser.add_argument("dir", help="The folder of one back-up.")
        parser.add_argument("--replace-everything", action="store_true", help="Lose what the database holds now.")

    def handle(self, *, dir, replace_everything, **_):
        """Restore; print what is equal now."""
        try:
            manifest = restoring.restore(dir, may_replace=replace_everything)
        except (restoring.CannotRestore, archive.Damaged, engines.ToolFailed, OSError) as reason:
            raise CommandError(str(reason)) from reason
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"As it was at {manifest.made_at}: {len(manifest.tables)} tables, {rows} rows, "
            f"{len(manifest.media)} media files, counts and hashes equal."
        )
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("The code is newer than the back-up: run manage.py migrate now.")
