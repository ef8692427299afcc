"""The pages that show trainers how to write each type of question, held against the types that there are."""

import re
from pathlib import Path

import pytest
from defusedxml import ElementTree

from quizzes.models import Question
from scripts.pictures.__main__ import EXAMPLES
from scripts.pictures.captions import IMAGE, KINDS, PAGES, words_of

NAMES = [type_.Snapshot.model_fields["type"].default for type_ in Question.types()]
PICTURES = sorted((PAGES / "pictures").glob("*.svg"))
HARMLESS = {
    "svg",
    "title",
    "desc",
    "g",
    "rect",
    "circle",
    "ellipse",
    "line",
    "path",
    "polygon",
    "polyline",
    "text",
    "tspan",
}
MOST_BYTES = 60_000


@pytest.mark.parametrize("name", NAMES)
def test_each_type_has_a_page_that_says_what_it_is_for_and_shows_it(name):
    page = (PAGES / f"{name}.md").read_text()
    for heading in ("**Good for:**", "**Not for:**", "## Write it", "## How it is marked", "## What the learner sees"):
        assert heading in page
    assert [picture for _words, picture in IMAGE.findall(page)] == [f"{name}-{kind}" for kind in KINDS]
    assert f"({name}.md)" in (PAGES / "README.md").read_text()
    assert (EXAMPLES / f"{name}.yaml").exists()


def test_every_picture_is_shown_and_every_picture_shown_is_there():
    shown = re.findall(r"\]\(pictures/([^)]+)\)", "".join(path.read_text() for path in PAGES.glob("*.md")))
    assert sorted(shown) == [path.name for path in PICTURES]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_says_what_it_shows_and_does_nothing(path):
    assert path.stat().st_size < MOST_BYTES
    drawing = ElementTree.parse(path).getroot()
    name, _, kind = path.stem.rpartition("-")
    words = words_of(name, kind)
    own = [drawing.find(f"{{http://www.w3.org/2000/svg}}{part}").text for part in ("title", "desc")]
    assert own == [words["title"], words["description"]]
    for part in drawing.iter():
        assert part.tag.removeprefix("{http://www.w3.org/2000/svg}") in HARMLESS
        assert [name for name in part.attrib if name.startswith(("on", "style")) or "href" in name] == []
        assert not any("url(" in value or "//" in value for value in part.attrib.values())


def test_the_trainers_page_leads_to_them():
    assert "../questions/README.md" in (Path(PAGES).parent / "roles" / "trainer.md").read_text()
