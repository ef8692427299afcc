"""What `manage.py check` says when certificates could not be made."""

from django.core.checks import Warning as CheckWarning

from training import pdf


def check_pdf(app_configs, **_):
    """Warn where Pango or the fonts are missing; the rest of the site works without them."""
    warnings = []
    if libraries := pdf.missing_libraries():
        warnings.append(
            CheckWarning(
                f"PDFs cannot be made: {' and '.join(libraries)} cannot be loaded.",
                hint="On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0",
                id="certificates.W001",
            )
        )
    if not pdf.fonts_are_built():
        warnings.append(
            CheckWarning(
                "PDFs cannot be made: their fonts have not been built.", hint="npm run fonts", id="certificates.W002"
            )
        )
    return warnings
