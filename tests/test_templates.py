"""What holds for every template of a page."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = [path for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html") if path.name != "base.html"]
SUMMARY = re.compile(r'include "components/error_summary.html"(?! with form=)')


def test_no_page_lists_its_mistakes_twice():
    """`base.html` does it, and puts "Error:" into the title, for every page with a form."""
    assert len(TEMPLATES) > 100
    assert [path.name for path in TEMPLATES if SUMMARY.search(path.read_text())] == []
    assert [path.name for path in TEMPLATES if re.search(r"{% if form\.errors %}\s*{% tr", path.read_text())] == []
