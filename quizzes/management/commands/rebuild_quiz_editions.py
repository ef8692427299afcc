"""Heals quiz editions after a failure."""

from django.core.management.base import BaseCommand

from quizzes import editions
from quizzes.models import QuizEdition, QuizPage


class Command(BaseCommand):
    """Builds the edition of every published quiz. Where nothing changed, nothing is made."""

    help = "Build the newest edition of every published quiz, where a failure left it out of date."

    def handle(self, **_options):
        """Build and say how many were missing."""
        before = QuizEdition.objects.count()
        for quiz in QuizPage.objects.live():
            editions.build(quiz)
        self.stdout.write(f"Built {QuizEdition.objects.count() - before} quiz editions.")
