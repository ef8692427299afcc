"""The last step of setting up: can this machine make a certificate?"""

from django.core.management.base import BaseCommand, CommandError

from certificates.rendering import render
from certificates.samples import sample_certificate
from training.pdf import PdfError


class Command(BaseCommand):
    """Render a certificate without storing it."""

    help = "Render a certificate and look whether it is one."

    def handle(self, **options):
        """Say in one line that PDFs can be made; fail with what to install."""
        try:
            pdf = render(sample_certificate())
        except PdfError as error:
            raise CommandError(str(error)) from error
        if not (pdf.startswith(b"%PDF-1.7") and pdf.rstrip().endswith(b"%%EOF")):
            raise CommandError("What came out is not a PDF.")
        self.stdout.write(f"A certificate was made: {len(pdf) // 1024} KB.")
