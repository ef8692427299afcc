"""What course pages promise, to whom, and how soon they know better."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import completing, enrolling
from courses.models import CataloguePage, Completion, Enrolment
from tests.courses.factories import add_lesson, lessons_of, make_course
from tests.training.content.factories import make_contact, make_fact
from training.content import calling

FINISH = "I have finished this"


@pytest.fixture
def signed_in(client, amara):
    client.force_login(amara)
    return client


def words_of(client, page):
    return re.sub(r"\s+", " ", client.get(page.url).content.decode())


def test_a_course_page_shows_the_rules_in_force_and_not_the_drafts(signed_in, course):
    course.pass_mark, course.certificate_valid_months = 95, 6
    course.save()
    page = words_of(signed_in, course)
    assert "at least 80% in each quiz" in page
    assert "Valid for 24 months." in page
    assert "95%" not in page


def test_a_course_page_promises_no_number_of_attempts(signed_in, course):
    page = words_of(signed_in, course)
    assert "as often as you need" not in page
    assert "The quiz page says how often you can try." in page


def test_a_certificate_of_an_edition_without_an_end_does_not_run_out(signed_in):
    course = make_course("For ever", certificate_valid_months=None)
    course.certificate_valid_months = 24
    course.save()
    assert "Does not run out." in words_of(signed_in, course)


def test_a_course_without_an_edition_shows_the_rules_it_would_have(signed_in):
    page = words_of(signed_in, make_course("Unreleased", released=False, pass_mark=70))
    assert "at least 70% in each quiz" in page
    assert "Valid for 24 months." in page


@pytest.fixture
def second(course):
    """A course that opens when the first is done."""
    second = make_course("The next course", lessons=["Only"])
    second.prerequisites.add(course)
    second.save()
    return second


@pytest.mark.parametrize("who", ["ben", "chidi"])
def test_who_may_read_before_her_turn_is_not_offered_to_finish(client, request, who, course, second):
    reader = request.getfixturevalue(who)
    enrolling.enrol(reader, second, source=Enrolment.Source.REQUIREMENT)
    client.force_login(reader)
    lesson = lessons_of(second)[0]
    page = words_of(client, lesson)
    assert FINISH not in page
    assert "Complete the courses that come first" in page
    first = enrolling.enrol(reader, course)
    for activity in lessons_of(course):
        completing.record(first, activity, how=Completion.How.SELF)
    assert FINISH in words_of(client, lesson)
    assert client.post(f"/activities/{lesson.pk}/complete/").status_code == 302


def lesson_with_a_fact(amara, course):
    lesson = add_lesson(course, "With a fact")
    lesson.facts.add(make_fact(claim="Old claim", checked_on=date(2026, 1, 1)))
    lesson.save()
    enrolling.start(enrolling.enrol(amara, course))
    return lesson


def test_a_lesson_kept_in_one_language_is_not_shown_in_another(signed_in, amara, course, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    lesson = lesson_with_a_fact(amara, course)
    assert "1 January 2026" in words_of(signed_in, lesson)
    signed_in.cookies["django_language"] = "cy"
    # Django itself knows the months in Welsh.
    assert "1 Ionawr 2026" in words_of(signed_in, lesson)


def lesson_that_names_a_contact(amara, course):
    make_contact(number="+448000121700", display="08000 121 700")
    lesson = add_lesson(course, "Whom to call", text="Call {{contact:ms_helpline}}.")
    enrolling.start(enrolling.enrol(amara, course))
    return lesson


def test_a_number_changed_in_the_editor_is_in_the_lesson_at_once(signed_in, amara, course):
    lesson = lesson_that_names_a_contact(amara, course)
    assert "08000 121 700" in words_of(signed_in, lesson)
    contact = calling.contacts()["ms_helpline"]
    contact.number, contact.display = "+448000999999", "08000 999 999"
    contact.save()
    page = words_of(signed_in, lesson)
    assert "08000 999 999" in page
    assert "08000 121 700" not in page


def test_a_fact_changed_in_the_editor_is_in_the_lesson_at_once(signed_in, amara, course):
    lesson = lesson_with_a_fact(amara, course)
    assert "Old claim" in words_of(signed_in, lesson)
    fact = lesson.facts.get()
    fact.claim = "New claim"
    fact.save()
    assert "New claim" in words_of(signed_in, lesson)


def test_the_version_of_the_registers_costs_no_query_and_never_comes_back(db):
    with CaptureQueriesContext(connection) as queries:
        first = calling.version()
        assert calling.version() == first
        calling.forget()
        assert calling.version() != first
    assert len(queries) == 0


def test_a_renamed_catalogue_is_still_found_from_everywhere(signed_in, course):
    catalogue = CataloguePage.objects.get()
    catalogue.slug = "training"
    catalogue.save()
    caches["process"].clear()
    for address in ["/my-training/", "/"]:
        page = signed_in.get(address).content.decode()
        assert 'href="/training/"' in page
        assert 'href="/courses/"' not in page


def test_without_a_catalogue_its_links_lead_home_and_no_entry_is_marked(signed_in):
    CataloguePage.objects.all().delete()
    page = signed_in.get("/my-training/").content.decode()
    assert re.search(r'href="/"\s*>\s*Courses', page)
    assert page.count('aria-current="true"') == 1


def test_the_catalogues_address_is_asked_for_once_a_minute(signed_in):
    signed_in.get("/my-training/")
    with CaptureQueriesContext(connection) as queries:
        signed_in.get("/my-training/")
    assert not [q["sql"] for q in queries if "courses_cataloguepage" in q["sql"]]
