"""Draw the pictures of docs/questions/. Ends with 0 when every one is drawn."""

import json
import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from scripts import chromium
from scripts.bootstrap.running import say
from scripts.pictures.captions import PAGES, words_of

TRAINER = "farah@northmere.example"
EXAMPLES = Path(__file__).with_name("examples")
# Run on the site: put the examples into its bank, and say where each is edited.
LOAD = """
import json
from pathlib import Path
from django.urls import reverse
from courses.loading.pictures import pictures_from
from quizzes.loading import load_for_course
from quizzes.models import Question

with pictures_from(Path("demo/pictures")):
    load_for_course(Path(folder))
examples = {type_.Snapshot.model_fields["type"].default: type_ for type_ in Question.types()}
print(json.dumps({
    name: reverse(type_.snippet_viewset.get_url_name("edit"), args=[type_.objects.get(code=name).pk])
    for name, type_ in examples.items()
}))
"""


def main() -> int:
    """Serve a site with the examples in it, and draw each; return the exit code."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "training.settings.test"
    django.setup()
    from tests.journeys.site import Site, ensure_collected

    ensure_collected()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder).start()
        try:
            draw_all(site, load_examples(site))
        finally:
            site.stop()
    return 0


def load_examples(site) -> dict[str, str]:
    """Put an example of each type into the site's bank; returns where each is edited, by its type."""
    examples = [path.read_text() for path in sorted(EXAMPLES.glob("*.yaml"))]
    (site.folder / "questions.yaml").write_text("".join(examples))
    return json.loads(site.manage("shell", "--no-imports", "-c", f"folder = {str(site.folder)!r}{LOAD}"))


def draw_all(site, addresses: dict[str, str]) -> None:
    """Draw each example at its address: in the editor, and as a learner sees it."""
    from scripts.pictures.looking import Looking

    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        looking = Looking(browser, site, TRAINER)
        for name, address in addresses.items():
            say(f"Drawing {name}")
            keep(f"{name}-editor", looking.at_editor(address, words_of(name, "editor")))
            keep(f"{name}-learner", looking.at_learners_view(address, words_of(name, "learner")))
        browser.close()


def keep(name: str, drawing: str) -> None:
    """Write one picture."""
    place = PAGES / "pictures"
    place.mkdir(exist_ok=True)
    (place / f"{name}.svg").write_text(drawing)


if __name__ == "__main__":
    sys.exit(main())
