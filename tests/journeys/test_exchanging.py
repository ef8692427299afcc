"""Farah brings questions of another system in, and takes them out again, in the real editor."""

import os
from pathlib import Path

import pytest

from tests.journeys.conftest import DESK, PHONE

BANK = """::Door 1::Somebody at the door seems afraid. What comes first?{
=Her safety#Danger comes first.
~%50%Her papers#Papers wait.
}

Can a person consent to being exploited?{FALSE}

Welcome to the second part.
"""


@pytest.fixture
def farah(editor):
    """A trainer at her desk, signed in."""
    return editor("Farah").sign_in("farah@northmere.example")


def test_a_trainer_sees_what_an_import_does_and_takes_the_questions_out_again(farah, tmp_path):
    path = tmp_path / "bank.txt"
    path.write_text(BANK)
    page = farah.page
    farah.go("/cms/questions/import/")
    page.get_by_label("File").set_input_files(path)
    page.get_by_label("Topic").select_option(index=1)
    picture(page, "import")
    farah.press("See what it would do")
    farah.sees("2 new").sees("1 not a question").sees("counts as wrong here").sees("line 6")
    picture(page, "import-check")
    farah.press("Import")
    farah.sees("Door 1")
    farah.go("/cms/questions/export/?format=aiken&q=")
    farah.sees("Aiken has questions with one right option only.")
    picture(page, "export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert "ANSWER: A" in Path(download.value.path()).read_text()


def picture(page, name):
    """Keep a picture at both widths, for people; and see that nothing of ours scrolls sideways."""
    folder = os.environ.get("SCREENSHOTS")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        if folder:
            page.screenshot(path=Path(folder) / f"exchange-{name}-{width}.png", full_page=True)
