"""What a trainer sees before she releases an edition, what she may choose, and what she reads of it later."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import comparing, completing, drafting, enrolling, releasing
from courses.foreseeing import Forecast, foresee
from courses.models import Completion, CourseEdition, CoursePage, Enrolment, LessonPage
from tests.cast import join, make_user
from tests.courses.factories import add_lesson, lessons_of, release
from tests.quizzes.making import make_quiz, make_true_false
from training.people.models import FrontlineRole

EVERYONE = CourseEdition.For.EVERYONE
IN_A_MONTH = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def trainer(client, chidi):
    client.force_login(chidi)
    return client


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def difference(course):
    newest = enrolling.newest_edition(course.key)
    return comparing.difference(newest, drafting.draft(CoursePage.objects.get(pk=course.pk)), comparing.role_names())


def shown(client, course, where="release"):
    html = client.get(f"/cms/courses/{course.pk}/{where}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]).split())


def choose(client, course, **chosen):
    seen = drafting.as_seen(drafting.draft(CoursePage.objects.get(pk=course.pk)))
    return client.post(f"/cms/courses/{course.pk}/release/", {"seen": seen, **chosen}, follow=True)


def finish(user, course, lessons=None):
    enrolment = enrolling.enrol(user, course)
    for lesson in lessons_of(course) if lessons is None else lessons:
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    return enrolment


# --- The difference ----------------------------------------------------------------------------------------


def test_the_difference_says_what_is_added_taken_out_changed_and_moved(course):
    one, two = lessons_of(course)
    three = add_lesson(one.get_parent(), "Three")
    release(course)
    one.unpublish()
    three.move(two, pos="left")
    change(LessonPage.objects.get(pk=two.pk), minutes=17, is_required=False)
    three = LessonPage.objects.get(pk=three.pk)
    three.roles.set(FrontlineRole.objects.filter(slug__in=["licensing", "trading-standards"]))
    change(three)
    add_lesson(course, "Curiosity, not certainty")
    make_quiz(CoursePage.objects.get(pk=course.pk), [make_true_false()], title="Check")
    assert difference(course) == [
        "Adds 1 lesson: Curiosity, not certainty.",
        "Adds 1 quiz: Check.",
        "Takes out 1 lesson: One.",
        "Changes the order of the course.",
        "“Three” is for Licensing, Trading standards, and was for everybody.",
        "“Two” becomes optional.",
        "“Two” takes 17 minutes, and took 5.",
    ]


def test_the_difference_says_each_rule_as_it_was_and_as_it_will_be(course):
    change(
        course,
        title="Notice and respond",
        pass_mark=90,
        certificate_valid_months=None,
        fact_checked_on=date(2026, 11, 3),
        outcomes=[("outcome", "Notice what is wrong")],
    )
    assert difference(course) == [
        "The course is called “Notice and respond”, and was called “Recognise and respond”.",
        "The pass mark is 90 %, and was 80 %.",
        "A certificate counts without end, and counted for 24 months.",
        "Facts were last checked on 3 November 2026, before that never.",
        "Outcomes on the certificate: adds “Notice what is wrong”.",
    ]


def test_a_kind_of_activity_that_no_longer_exists_still_has_a_word(course):
    old = enrolling.newest_edition(course.key)
    gone = CourseEdition(outline=[{**old.outline[0], "key": "x", "kind": "gone"}], rules=old.rules)
    assert comparing.difference(None, gone, {}) == ["Adds 1 activity: One."]


# --- Whom it touches ---------------------------------------------------------------------------------------


@pytest.fixture
def crowd(course, team):
    """Six people: one who begun, one who will lack nothing, four trained, of whom one left, one has done it all."""
    role_lesson = add_lesson(course, "For licensing", is_required=False)
    release(course)
    lessons = lessons_of(course)
    people = {}
    for name, role in [
        ("Begun", "licensing"),
        ("Nearly", "trading-standards"),
        ("Plain", "trading-standards"),
        ("Licensing", "licensing"),
        ("Ready", "licensing"),
        ("Gone", "licensing"),
    ]:
        people[name] = make_user(name)
        join(people[name], team, role=role)
    finish(people["Begun"], course, lessons[:1])
    finish(people["Nearly"], course, [lessons[0]])
    for name in ("Plain", "Licensing", "Gone"):
        finish(people[name], course, lessons[:2])
    finish(people["Ready"], course, [role_lesson, *lessons[:2]])
    people["Gone"].memberships.update(ended_on=date(2026, 6, 1))
    change(lessons[1], is_required=False)
    role_lesson.roles.set(FrontlineRole.objects.filter(slug="licensing"))
    change(role_lesson, is_required=True)
    return people


def test_what_is_foreseen_is_what_then_happens(course, crowd):
    foreseen = foresee(drafting.draft(course))
    assert foreseen == Forecast(in_progress=2, completing=1, trained=4, asked=1, away=1)
    assert foreseen.untouched == 2
    before = Enrolment.objects.filter(completed_at__isnull=False).count()
    releasing.move_everyone(release(course, EVERYONE))
    assert Enrolment.objects.filter(source="update").count() == foreseen.asked
    assert Enrolment.objects.filter(completed_at__isnull=False).count() - before == foreseen.completing
    assert Enrolment.objects.filter(source="self", edition__number=3).count() == foreseen.in_progress


def test_the_screen_says_how_many_people_each_choice_touches(trainer, course, crowd):
    page = shown(trainer, course)
    assert "“Two” becomes optional. “For licensing” becomes required. “For licensing” is for Licensing" in page
    assert "2 people are in progress. 4 people are already trained." in page
    for sentence in (
        "People in progress keep the edition they began with, and nobody who is trained is asked anything.",
        "2 people in progress move over and keep what they have done.",
        "1 of them then lacks nothing and completes the course at once.",
        "1 person already trained gets a new period, with only the difference left to do.",
        "2 people already trained lack nothing and are not asked.",
        "1 person already trained has left, and is asked only after coming back.",
    ):
        assert sentence in page


def test_more_people_and_editions_make_neither_screen_ask_more(trainer, course, crowd, team, check_growth):
    def grow():
        for number in range(3):
            person = make_user(f"Person{number}")
            join(person, team, role="licensing")
            finish(person, course, lessons_of(course)[:number])

    check_growth(lambda: trainer.get(f"/cms/courses/{course.pk}/release/"), grow)

    def release_more():
        for minutes in (21, 22, 23):
            change(lessons_of(course)[0], minutes=minutes)
            release(course)

    check_growth(lambda: trainer.get(f"/cms/courses/{course.pk}/editions/"), release_more)


# --- Choosing ----------------------------------------------------------------------------------------------


def test_nothing_to_release_says_so_and_offers_no_button(trainer, course):
    change(lessons_of(course)[0], title="A better title")
    page = shown(trainer, course)
    assert "Nothing to release." in page
    assert "New starters" not in page
    choose(trainer, course, released_for="new_starters")
    assert CourseEdition.objects.count() == 1
    course.unpublish()
    assert "The course is not published." in shown(trainer, course)


def test_a_release_for_everyone_asks_by_which_day_and_refuses_one_that_is_past(trainer, course, ben):
    finish(ben, course)
    add_lesson(course, "Three")
    today = timezone.localdate()
    for due_on, words in (
        ("", "Choose the day by which people already trained are to finish what is new."),
        (today - timedelta(days=1), "Choose today or a later day."),
        ("30 February", "Enter a valid date."),
    ):
        answer = choose(trainer, course, released_for="everyone", due_on=str(due_on))
        assert words in answer.content.decode()
    assert CourseEdition.objects.count() == 1
    choose(trainer, course, released_for="everyone", due_on=str(today))
    assert enrolling.newest_edition(course.key).due_on == today


def test_a_release_for_everyone_that_asks_nobody_needs_no_day_and_one_for_new_starters_keeps_none(trainer, course):
    add_lesson(course, "Three")
    choose(trainer, course, released_for="everyone")
    add_lesson(course, "Four")
    choose(trainer, course, released_for="new_starters", due_on=str(IN_A_MONTH))
    found = CourseEdition.objects.order_by("number").values_list("released_for", "due_on")
    assert list(found)[1:] == [("everyone", None), ("new_starters", None)]


def test_what_nobody_looked_at_is_not_released(trainer, course):
    add_lesson(course, "Three")
    seen = drafting.as_seen(drafting.draft(course))
    add_lesson(course, "Four")
    answer = trainer.post(
        f"/cms/courses/{course.pk}/release/", {"released_for": "new_starters", "seen": seen}, follow=True
    )
    assert "Nothing was released: look again." in answer.content.decode()
    assert CourseEdition.objects.count() == 1


def test_pressing_release_twice_makes_one_edition(trainer, course):
    add_lesson(course, "Three")
    for _again in range(2):
        choose(trainer, course, released_for="new_starters")
    assert CourseEdition.objects.count() == 2


def test_a_learner_cannot_release(client, amara, course):
    add_lesson(course, "Three")
    client.force_login(amara)
    choose(client, course, released_for="everyone")
    assert CourseEdition.objects.count() == 1


# --- The editions so far -----------------------------------------------------------------------------------


def test_trainers_read_which_editions_there_were_by_whom_for_whom_and_what_each_changed(trainer, chidi, course):
    add_lesson(course, "Three")
    with time_machine.travel(datetime(2026, 11, 3, 9, 30, tzinfo=UTC)):
        releasing.release(course, released_for=EVERYONE, actor=chidi, due_on=date(2099, 3, 1))
    page = shown(trainer, course, "editions")
    assert (
        "Edition 2 Released on 3 November 2026, 09:30 by Chidi Eze for everyone, to be finished by 1 March 2099. "
        "Adds 1 lesson: Three. Edition 1 Released on"
    ) in page
    assert "for new starters. Adds 2 lessons: One, Two." in page
