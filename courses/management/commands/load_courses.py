"""Load courses from files; a trainer's later edits are kept."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from courses.loading import load_folder
from courses.loading.files import BadCourseFile


class Command(BaseCommand):
    """`manage.py load_courses demo [--force]`."""

    help = "Load contacts, facts, questions and courses from a folder. Pages edited since are kept."

    def add_arguments(self, parser):
        """Take the folder, and whether to overwrite edits."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="overwrite what trainers edited since")

    def handle(self, *, folder, force, **options):
        """Load, and say what happened."""
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            results = load_folder(folder, force=force)
        except BadCourseFile as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(", ".join(f"{count} {what}" for what, count in sorted(results.items())) or "Nothing to load.")
