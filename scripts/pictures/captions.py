"""What a picture is called and says, read from the page of docs/questions/ that shows it: one text for both."""

import re

from scripts.bootstrap.places import ROOT

PAGES = ROOT / "docs" / "questions"
KINDS = {"editor": "in the editor", "learner": "as a learner sees it"}
IMAGE = re.compile(r"!\[([^]]+)\]\(pictures/([\w-]+)\.svg\)")


def words_of(type_name: str, kind: str) -> dict[str, str]:
    """The title and the description of one picture of a type."""
    page = (PAGES / f"{type_name}.md").read_text()
    heading = page.splitlines()[0].removeprefix("# ")
    described = {picture: words for words, picture in IMAGE.findall(page)}
    return {"title": f"{heading}, {KINDS[kind]}", "description": described[f"{type_name}-{kind}"]}
