"""Back up the site."""

from django.core.management.base import BaseCommand, CommandError

from training.operating import archive, backing_up, engines


class Command(BaseCommand):
    """Make one more back-up in a folder; older ones stay."""

    help = "Backs up database and media into a new folder below DIR, while the site runs. Encrypt and move it yourself."

    def add_arguments(self, parser):
        """Say where to."""
        parser.add_argument("dir", help="The folder of the back-ups.")

    def handle(self, *, dir, **_):
        """Back up; print where it is and how much is in it."""
        try:
            folder = backing_up.back_up(dir)
        except (engines.ToolFailed, OSError) as reason:
            raise CommandError(f"No back-up was made: {reason}") from reason
        manifest = archive.Manifest.read(folder)
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(f"{folder}: {len(manifest.tables)} tables, {rows} rows, {len(manifest.media)} media files")
        if not manifest.has_media:
            self.stdout.write("The media are not kept in a folder: back up their store.")
