"""Course pages as people see them."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import completing, enrolling
from courses.models import Completion, Enrolment
from tests.courses.factories import add_lesson, lessons_of, make_course
from tests.courses.learning import release_for_everyone

pytestmark = pytest.mark.once


@pytest.fixture
def signed_in(client, amara):
    client.force_login(amara)
    return client


def test_a_stranger_to_the_site_reads_the_catalogue_but_no_lesson(client, course):
    assert client.get("/courses/").status_code == 200
    assert course.title in client.get(course.url).content.decode()
    lesson = lessons_of(course)[0]
    response = client.get(lesson.url)
    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


def test_a_learner_starts_reads_finishes_and_is_done(signed_in, amara, course):
    one, two = lessons_of(course)
    assert signed_in.get(one.url).url == course.url
    assert signed_in.post(f"/courses/{course.pk}/enrol/").url == one.url
    assert "I have finished this" in signed_in.get(one.url).content.decode()
    assert signed_in.post(f"/activities/{one.pk}/complete/").url == two.url
    assert "1 of 2" in signed_in.get(course.url).content.decode()
    assert signed_in.post(f"/activities/{two.pk}/complete/").url == course.url
    assert Enrolment.objects.get(learner=amara).completed_at
    assert "You completed this course" in signed_in.get(course.url).content.decode()


def test_reading_a_lesson_writes_nothing(signed_in, amara, course):
    enrolment = enrolling.start(enrolling.enrol(amara, course))
    before = Enrolment.objects.filter(pk=enrolment.pk).values().get()
    with CaptureQueriesContext(connection) as queries:
        signed_in.get(lessons_of(course)[0].url)
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert Enrolment.objects.filter(pk=enrolment.pk).values().get() == before


def test_a_lesson_whose_words_are_kept_asks_five_queries(signed_in, amara, course, check_growth):
    enrolling.start(enrolling.enrol(amara, course))
    lesson = lessons_of(course)[0]
    signed_in.get(lesson.url)
    with CaptureQueriesContext(connection) as queries:
        assert signed_in.get(lesson.url).status_code == 200
    # The page, the session, the person, her period, and what stands around the lesson.
    assert len(queries) == 5, "\n".join(q["sql"] for q in queries)

    def grow():
        for number in range(10):
            add_lesson(course, f"Lesson {number}")
        release_for_everyone(course)

    check_growth(lambda: signed_in.get(lesson.url), grow)


def test_lists_of_courses_do_not_ask_more_as_they_grow(signed_in, amara, course, check_growth):
    enrolling.enrol(amara, course)

    def grow():
        for number in range(4):
            enrolling.enrol(amara, make_course(f"Course {number}"))

    check_growth(lambda: [signed_in.get("/my-training/"), signed_in.get("/courses/"), signed_in.get(course.url)], grow)


def test_a_course_page_does_not_ask_more_as_it_grows(signed_in, amara, course, check_growth):
    enrolling.start(enrolling.enrol(amara, course))
    check_growth(
        lambda: signed_in.get(course.url), lambda: [add_lesson(course, f"Lesson {number}") for number in range(5)]
    )


def test_finishing_without_an_enrolment_is_not_found(signed_in, course):
    assert signed_in.post(f"/activities/{lessons_of(course)[0].pk}/complete/").status_code == 404
    assert not Completion.objects.exists()


def test_finishing_a_draft_is_not_found(signed_in, amara, course):
    enrolling.enrol(amara, course)
    lesson = lessons_of(course)[0]
    lesson.unpublish()
    assert signed_in.post(f"/activities/{lesson.pk}/complete/").status_code == 404


def test_finishing_by_reading_the_address_is_not_allowed(signed_in, course):
    assert signed_in.get(f"/activities/{lessons_of(course)[0].pk}/complete/").status_code == 405


def test_a_course_waits_for_what_comes_first(signed_in, amara, course):
    second = make_course("The next course", lessons=["Only"])
    second.prerequisites.add(course)
    second.save()
    assert "Complete these first" in signed_in.get(second.url).content.decode()
    assert signed_in.post(f"/courses/{second.pk}/enrol/").url == second.url
    assert not Enrolment.objects.filter(learner=amara).exists()
    enrolment = enrolling.enrol(amara, course)
    for lesson in lessons_of(course):
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    assert signed_in.post(f"/courses/{second.pk}/enrol/").url == lessons_of(second)[0].url


def test_an_assigned_course_stays_shut_until_what_comes_first_is_done(signed_in, amara, course):
    second = make_course("The next course", lessons=["Only"])
    second.prerequisites.add(course)
    second.save()
    enrolling.enrol(amara, second, source=Enrolment.Source.REQUIREMENT)
    lesson = lessons_of(second)[0]
    assert signed_in.get(lesson.url).url == second.url
    assert signed_in.post(f"/activities/{lesson.pk}/complete/").status_code == 404


def test_a_closed_course_is_by_assignment_only(signed_in, amara, course):
    course.is_open = False
    course.save()
    signed_in.post(f"/courses/{course.pk}/enrol/")
    assert not Enrolment.objects.exists()


def test_managers_and_trainers_read_lessons_without_being_on_the_course(client, ben, chidi, course):
    for person in (ben, chidi):
        client.force_login(person)
        assert client.get(lessons_of(course)[0].url).status_code == 200
    assert not Enrolment.objects.exists()


def test_skipping_to_the_alternative_is_recorded_nowhere(signed_in, amara, course):
    lesson = add_lesson(course, "Harder", alternative="<p>The gentler words.</p>")
    caches["process"].clear()
    enrolment = enrolling.start(enrolling.enrol(amara, course))
    with CaptureQueriesContext(connection) as queries:
        page = signed_in.get(f"{lesson.url}?version=alternative").content.decode()
    assert "The gentler words." in page
    assert "Some words." not in page
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    signed_in.post(f"/activities/{lesson.pk}/complete/")
    assert enrolment.completions.get().how == Completion.How.SELF


def test_the_next_lesson_and_the_one_before_are_offered(signed_in, amara, course):
    enrolling.start(enrolling.enrol(amara, course))
    one, two = lessons_of(course)
    for here, there in ((one, two), (two, one)):
        html = signed_in.get(here.url).content.decode()
        assert f'href="{there.url}"' in html
        assert f'label">{there.title}</span>' in html
        assert f'back-link">{course.title}</a>' in html


def test_a_module_leads_to_its_course(client, course):
    assert client.get(lessons_of(course)[0].get_parent().url).url == course.url
