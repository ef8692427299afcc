"""The quiz page in the real editor."""

import pytest
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from quizzes.models import Attempt, QuizEdition, QuizPage
from quizzes.reviewing import Moment
from tests.quizzes import making

pytestmark = pytest.mark.once


def quiz_form(questions, pools=(), **fields):
    return nested_form_data(
        {
            "title": "A quiz",
            "slug": "a-quiz",
            "introduction": rich_text(""),
            "items": inline_formset([{"question": question.pk} for question in questions]),
            "pools": inline_formset([{"topic": topic.pk, "count": n, **dict(*more)} for topic, n, *more in pools]),
            "pass_mark": "",
            "attempts_allowed": "",
            "grading": "highest",
            "review": "feedback",
            "opens_on": "",
            "closes_on": "",
            "wait_minutes": "",
            "shuffle_options": "on",
            "minutes": 5,
            "is_required": "on",
            "comments": inline_formset([]),
            **fields,
        }
    )


def test_previewing_a_quiz_writes_nothing(editor, quiz):
    before = QuizEdition.objects.count()
    draft = QuizPage.objects.get(pk=quiz.pk)
    page = editor.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
    assert page.status_code == 200
    assert "What comes first?" in page.text and "Start the quiz" not in page.text
    assert (QuizEdition.objects.count(), Attempt.objects.count()) == (before, 0)


def add_quiz(editor, course, form):
    address = reverse("wagtailadmin_pages:add", args=["quizzes", "quizpage", course.pk])
    return editor.post(address, {**form, "action-publish": "yes"})


def test_a_trainer_writes_and_publishes_a_quiz(editor, course, questions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        reply = add_quiz(editor, course, quiz_form(questions, [(making.make_topic(), 0 + 1)]))
    assert reply.status_code in (200, 302)
    form = quiz_form(questions)
    with django_capture_on_commit_callbacks(execute=True):
        add_quiz(editor, course, form)
    quiz = QuizPage.objects.get()
    assert quiz.live
    assert QuizEdition.objects.get().quiz.size == 3


def test_a_quiz_without_questions_is_not_published(editor, course):
    reply = add_quiz(editor, course, quiz_form([]))
    assert "Add at least one question" in reply.text
    assert not QuizPage.objects.exists()


def test_an_empty_quiz_may_be_a_draft(editor, course):
    address = reverse("wagtailadmin_pages:add", args=["quizzes", "quizpage", course.pk])
    assert editor.post(address, quiz_form([])).status_code == 302
    assert QuizPage.objects.get().live is False


def test_a_pool_may_not_ask_for_more_than_there_are(editor, course, questions):
    reply = add_quiz(editor, course, quiz_form(questions[:1], [(questions[0].topic, 3)]))
    assert "asks for 3, but only 2 more questions are published" in reply.text


def test_the_same_question_twice_is_refused(editor, course, questions):
    reply = add_quiz(editor, course, quiz_form([questions[0], questions[0]]))
    assert "listed twice" in reply.text


def test_a_draft_question_keeps_its_quiz_from_being_published(editor, course):
    draft = making.make_single("Not ready", is_published=False)
    reply = add_quiz(editor, course, quiz_form([draft]))
    assert "Publish these questions first" in reply.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"attempts_allowed": 1, "wait_minutes": 60}, "no other to wait for"),
        ({"opens_on": "2027-03-05", "closes_on": "2027-03-04"}, "closes before it opens"),
        ({"review": "closed"}, "say when it does"),
        ({"review": "practice", "is_paged": "on", "is_one_way": "on"}, "looks back on it"),
        ({"is_one_way": "on"}, "Ask one question on each page"),
        ({"attempts_allowed": 1, "grading": "average"}, "it is the one that counts"),
    ],
)
def test_rules_that_contradict_each_other_are_refused_with_a_sentence(editor, course, questions, fields, sentence):
    reply = add_quiz(editor, course, quiz_form(questions, **fields))
    assert sentence in reply.text
    assert not QuizPage.objects.exists()


def test_a_trainer_ticks_what_is_shown_and_when(editor, course, questions):
    cells = ["after-marks", "closed-right"]
    add_quiz(editor, course, {**quiz_form(questions, review="own"), "review_own": cells})
    assert (QuizPage.objects.get().review, QuizPage.objects.get().review_own) == ("own", cells)


def test_the_matrix_of_what_is_seen_says_of_each_box_when(editor, course, questions):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[making.make_quiz(course, questions).pk])).text
    places = [page.index(f">{capfirst(moment.label)}</p>") for moment in Moment]
    assert places == sorted(places)
    for moment, place in zip(Moment, places, strict=True):
        assert page.index(f'value="{moment}-answers"') > place


def test_a_draft_may_hold_rules_that_contradict_each_other(editor, course, questions):
    address = reverse("wagtailadmin_pages:add", args=["quizzes", "quizpage", course.pk])
    assert editor.post(address, quiz_form(questions, attempts_allowed=1, wait_minutes=60)).status_code == 302


def test_a_quiz_lives_in_a_course_or_module_only():
    from courses.models import CataloguePage, CoursePage, LessonPage, ModulePage

    assert set(QuizPage.allowed_parent_page_models()) == {CoursePage, ModulePage}
    assert QuizPage.allowed_subpage_models() == []
    assert QuizPage not in CataloguePage.allowed_subpage_models()
    assert QuizPage not in LessonPage.allowed_subpage_models()


@pytest.mark.parametrize("count", ["", "many", "0"])
def test_a_pool_without_a_number_that_makes_sense_is_refused_in_words(editor, course, questions, count):
    page = add_quiz(editor, course, quiz_form(questions, [(making.make_topic(), count)]))
    assert page.status_code == 200
    assert page.context["form"].formsets["pools"].errors[0]["count"]
    assert not QuizPage.objects.exists()
