"""Course files: loaded once, brought up to date, and never over what a trainer did since."""

import pytest
from django.core.management import CommandError, call_command

from courses.loading import load_folder
from courses.models import CourseEdition, CoursePage, LessonPage

pytestmark = pytest.mark.once

COURSE = """
uid: "11111111-1111-4111-8111-111111111111"
slug: small
title: A small course
summary: Two sentences.
outcomes: [Notice what is wrong]
"""
MODULE = """
uid: "22222222-2222-4222-8222-222222222222"
slug: first
title: First
"""
LESSON = """
kind: lesson
uid: "33333333-3333-4333-8333-333333333333"
slug: one
title: One
minutes: 4
body:
  - text: |
      Some **words**.
  - pause: {prompt: "Which part of my job is this?"}
"""


@pytest.fixture
def folder(tmp_path, db):
    module = tmp_path / "small" / "01-first"
    module.mkdir(parents=True)
    (tmp_path / "small" / "course.yaml").write_text(COURSE)
    (module / "module.yaml").write_text(MODULE)
    (module / "01-one.yaml").write_text(LESSON)
    return tmp_path


def lesson():
    return LessonPage.objects.get(slug="one")


def rewrite(folder, old, new):
    path = folder / "small" / "01-first" / "01-one.yaml"
    path.write_text(path.read_text().replace(old, new))


def test_a_folder_becomes_a_published_and_released_course(folder):
    assert load_folder(folder) == {"created": 3}
    assert "<strong>words</strong>" in str(lesson().body)
    assert CourseEdition.objects.get().outline[0]["title"] == "One"


def test_loading_again_changes_nothing(folder):
    load_folder(folder)
    before = lesson().latest_revision_id
    assert load_folder(folder) == {"unchanged": 3}
    assert lesson().latest_revision_id == before


def test_a_changed_file_changes_its_page_and_keeps_its_key(folder):
    load_folder(folder)
    key = lesson().key
    rewrite(folder, "Some **words**", "Better words")
    assert load_folder(folder) == {"unchanged": 2, "updated": 1}
    assert "Better words" in str(lesson().body)
    assert lesson().key == key


def test_a_new_file_becomes_a_page_in_its_place_among_those_that_were_there(folder):
    load_folder(folder)
    for name in ("00-zero", "03-three", "02-two"):
        text = LESSON.replace("slug: one", f"slug: {name[3:]}").replace("33333333-3333", f"{name[:2]}333333-3333")
        (folder / "small" / "01-first" / f"{name}.yaml").write_text(text)
        assert load_folder(folder)["created"] == 1
    module = folder / "small" / "00-before" / "module.yaml"
    module.parent.mkdir()
    module.write_text(MODULE.replace("22222222-2222", "00222222-2222").replace("slug: first", "slug: before"))
    load_folder(folder)
    course = CoursePage.objects.get(slug="small")
    assert [page.slug for page in course.get_descendants()] == ["before", "first", "zero", "one", "two", "three"]
    assert load_folder(folder) == {"unchanged": 7}


@pytest.mark.parametrize("what", ["edit", "unpublish", "delete"])
def test_what_a_trainer_did_since_is_kept(folder, what):
    load_folder(folder)
    page = lesson()
    page.title = "Edited"
    {"edit": lambda: page.save_revision().publish(), "unpublish": page.unpublish, "delete": page.delete}[what]()
    rewrite(folder, "Some **words**", "Words of the file")
    assert load_folder(folder)["kept"] == 1
    kept = LessonPage.objects.filter(slug="one").first()
    assert (kept is None) == (what == "delete")
    assert kept is None or (kept.live == (what == "edit") and "Words of the file" not in str(kept.body))


def test_force_takes_the_file_after_all(folder):
    load_folder(folder)
    page = lesson()
    page.title = "Edited"
    page.save_revision().publish()
    load_folder(folder, force=True)
    assert lesson().title == "One"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("minutes: 4", "minutes: soon", "minutes"),
        ("minutes: 4", "minutes: 4\nminuets: 4", "minuets"),
        ("- pause:", "- paws:", "no block is called 'paws'"),
        ("kind: lesson", "kind: film", "no kind of page is called 'film'"),
        ("title: One", "title: [", "01-one.yaml"),
    ],
)
def test_a_file_with_a_mistake_is_named_and_nothing_of_its_course_is_loaded(folder, old, new, says):
    rewrite(folder, old, new)
    with pytest.raises(CommandError) as problem:
        call_command("load_courses", str(folder))
    assert says in str(problem.value)
    assert not CoursePage.objects.filter(slug="small").exists()


def test_a_folder_that_is_not_there_is_said_so():
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("load_courses", "/nowhere")
