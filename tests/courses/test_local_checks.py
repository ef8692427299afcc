"""What trainers must check before launch: listed for them, in no edition, and never before a learner."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from courses import drafting, enrolling
from courses.loading.files import CourseFile, check, read
from courses.loading.pages import fill_course
from courses.models import CataloguePage, CoursePage
from tests.cast import make_user
from tests.training.content.factories import make_contact, make_fact

from .factories import lessons_of, make_course

DEMO = Path(__file__).parents[2] / "demo"
MARKS = re.compile(r"local\s+rules?\b|as\s+we\s+understand", re.IGNORECASE)
LINE = "Lesson 1.1: ask who answers at night"


def with_lines(course, *lines):
    """The course with these lines, published as a trainer would."""
    course.local_checks = json.dumps([{"type": "check", "value": line} for line in lines])
    course.save_revision().publish()
    return CoursePage.objects.get(pk=course.pk)


@pytest.fixture
def listed(client, chidi):
    def look():
        return client.get(reverse("courses_to_check"))

    client.force_login(chidi)
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield look


def test_trainers_read_the_lines_of_each_course_and_where_to_change_them(listed):
    course = with_lines(make_course(), LINE, "Lesson 1.2: the rules on <notice>")
    make_course("Nothing to check")
    html = listed().content.decode()
    assert LINE in html
    assert "the rules on &lt;notice&gt;" in html
    assert f"{reverse('wagtailadmin_pages:edit', args=[course.pk])}#panel-child-settings-local_checks-section" in html
    assert "Nothing to check" not in html


def test_trainers_read_which_contacts_and_facts_nobody_has_checked(listed):
    make_contact("spoc", name="NO NUMBER", number="", is_local=True)
    make_contact("doubtful", name="DOUBTFUL LINE", note="From general knowledge. Verify it.")
    make_contact("old", name="OLD LINE", review_by=date(2026, 11, 30))
    make_contact("fine", name="FINE LINE", note="Open every day.")
    make_fact("F01", claim="A DOUBTFUL CLAIM", note="Verify with your legal team.")
    make_fact("F02", claim="A CHECKED CLAIM")
    html = listed().content.decode()
    rows = {str(row["record"]): str(row["state"]) for row in listed().context["rows"]}
    assert rows == {
        "NO NUMBER": "Not filled in",
        "DOUBTFUL LINE": "Not verified",
        "OLD LINE": "Past its date",
        "F01: A DOUBTFUL CLAIM": "Not verified",
    }
    assert "Verify with your legal team." in html


def test_the_list_says_when_nothing_is_left(listed):
    assert "Nothing is left to check" in listed().content.decode()


def test_the_dashboard_leads_trainers_to_the_list(client, listed):
    make_contact("spoc", number="", is_local=True)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert html.count(f'href="{reverse("courses_to_check")}"') == 1
    assert '"name": "to-check"' in html


def test_a_longer_list_costs_no_more_queries(listed, check_growth):
    course = with_lines(make_course(), LINE)
    make_fact(note="Verify")

    def grow():
        with_lines(course, *[f"{LINE} {number}" for number in range(5)])
        with_lines(make_course("Another"), LINE)
        [make_fact(f"F1{number}", note="Verify") for number in range(5)]

    check_growth(listed, grow)


def test_whoever_edits_pages_without_being_a_trainer_has_no_list(client, db):
    editor = make_user("Eve Editor")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    with_lines(make_course(), LINE)
    home = client.get(reverse("wagtailadmin_home"))
    assert home.status_code == 200
    assert '"name": "to-check"' not in home.content.decode()
    response = client.get(reverse("courses_to_check"))
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_no_learner_is_shown_a_line(client, amara):
    course = with_lines(make_course(), LINE)
    enrolling.start(enrolling.enrol(amara, course))
    addresses = [CataloguePage.objects.get().url, course.url, lessons_of(course)[0].url, reverse("courses:my-training")]
    for is_signed_in in (False, True):
        if is_signed_in:
            client.force_login(amara)
        for address in addresses:
            assert "answers at night" not in client.get(address, follow=True).content.decode()


def test_lines_are_part_of_no_edition(db):
    course = make_course()
    before = drafting.draft(course)
    course = with_lines(course, LINE)
    after = drafting.draft(course)
    assert (after.rules, after.digest) == (before.rules, before.digest)
    assert not drafting.is_new(after, course)


@pytest.mark.parametrize("path", sorted(DEMO.glob("*/course.yaml")), ids=lambda path: path.parent.name)
def test_a_course_of_ours_lists_every_lesson_that_says_to_check_locally(path, db):
    data = check(CourseFile, read(path), path)
    page = fill_course(None, data)
    lines = [block.value for block in page.local_checks]
    assert lines == data.local_checks
    named = set(re.findall(r"\b\d\.\d\b", " ".join(lines)))
    marked = {
        f"{int(file.parent.name[:2])}.{int(file.name[:2])}"
        for file in path.parent.glob("*/[0-9]*.yaml")
        if MARKS.search(file.read_text(encoding="utf-8"))
    }
    assert marked
    assert marked <= named
