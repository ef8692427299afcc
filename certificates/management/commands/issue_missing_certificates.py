"""The command that heals."""

from django.core.management.base import BaseCommand, CommandError

from certificates import issuing


class Command(BaseCommand):
    """Issue the certificates that a failure left undone; the ticker does the same."""

    help = "Issue the certificates of completed courses that have none yet."

    def handle(self, **options):
        """Say how many were issued; fail where some could not be."""
        issued, failed = issuing.issue_missing()
        self.stdout.write(f"Issued {issued}.")
        if failed:
            raise CommandError(f"{failed} could not be issued: the log above says why.")
