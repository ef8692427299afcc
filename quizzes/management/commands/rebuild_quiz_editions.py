"""Heals quiz editions after a failure."""

from django.core.management.base import BaseCommand

from quizzes import editions


class Command(BaseCommand):
    """Builds the edition of every published quiz. Where nothing changed, nothing is made."""

    help = "Build the newest edition of every published quiz, where a failure left it out of date."

    def handle(self, **_options):
        """Build and say how many were missing."""
        self.stdout.write(f"Built {editions.rebuild_all()} quiz editions.")
