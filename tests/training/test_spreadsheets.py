"""What Wagtail's editor gives away as a file holds no formula, whoever named what is in it."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from tests.cast import make_user
from tests.courses.factories import make_course

FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture
def administrator(client, db):
    """An administrator, signed in."""
    kit = make_user("Kit Osborne", is_superuser=True)
    client.force_login(kit)
    return client


@pytest.mark.parametrize("report", ["site_history", "aging_pages"])
def test_a_title_in_a_file_of_the_editor_starts_no_formula(administrator, chidi, report):
    course = make_course(FORMULA, lessons=[FORMULA])
    PageLogEntry.objects.log_action(course, "wagtail.publish", user=chidi)
    response = administrator.get(reverse(f"wagtailadmin_reports:{report}"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "'=HYPERLINK" in text
    assert text.count("=HYPERLINK") == text.count("'=HYPERLINK")


def test_a_name_in_a_file_of_the_editor_starts_no_formula(administrator, chidi):
    chidi.name = "@SUM(1+1)"
    chidi.save()
    PageLogEntry.objects.log_action(make_course("Seeing it"), "wagtail.publish", user=chidi)
    response = administrator.get(reverse("wagtailadmin_reports:site_history"), {"export": "csv"})
    assert "'@SUM" in b"".join(response.streaming_content).decode()
