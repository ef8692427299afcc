"""Courses, questions and quizzes for tests."""

from importlib import import_module

from django.test import Client
from wagtail.models import Page

from courses import enrolling, releasing
from courses.models import CataloguePage, CoursePage, LessonPage
from quizzes.models import Misconception, QuizItem, QuizPage, QuizPool, Topic
from quizzes.questions.multiple_choice import MultipleChoice
from quizzes.questions.single_choice import SingleChoice
from quizzes.questions.true_false import TrueFalse


def make_course(title="Recognise and respond", **fields):
    """A published course with one lesson."""
    catalogue = CataloguePage.objects.get()
    slug = title.lower().replace(" ", "-")
    course = catalogue.add_child(instance=CoursePage(title=title, slug=slug, summary="What to do.", **fields))
    course.save_revision().publish()
    lesson = course.add_child(instance=LessonPage(title="Meeting the person", slug="meeting"))
    lesson.save_revision().publish()
    return course


def lesson_of(course):
    """The course's lesson, as plain page."""
    return Page.objects.child_of(course).get(slug="meeting")


def make_topic(name="Immediate danger"):
    """A topic."""
    return Topic.objects.get_or_create(name=name)[0]


def make_misconception(key="needs-a-border", name="There must be a border"):
    """A misconception."""
    return Misconception.objects.get_or_create(key=key, name=name)[0]


def option(text, is_correct=False, feedback="", misconception=None):
    """One option for a stream."""
    value = {"text": text, "is_correct": is_correct, "feedback": feedback, "misconception": misconception}
    return ("option", value)


def make_single(stem="What comes first?", *, is_published=True, **fields):
    """A single choice: "Call" is right, "Wait" and "Leave" are not."""
    question = SingleChoice(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or make_topic(),
        options=[option("Call", True, "Danger comes first."), option("Wait", False, "Too late."), option("Leave")],
        **fields,
    )
    return keep(question, is_published)


def make_multiple(stem="Which may be signs?", *, is_published=True, **fields):
    """A multiple choice: "A" and "B" are right, "C" and "D" are not."""
    question = MultipleChoice(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or make_topic(),
        options=[option("A", True), option("B", True), option("C"), option("D")],
        **fields,
    )
    return keep(question, is_published)


def make_true_false(stem="A border is needed.", *, is_published=True, **fields):
    """A sentence that is false."""
    question = TrueFalse(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or make_topic(),
        feedback_true="No border is needed.",
        feedback_false="That is right.",
        **fields,
    )
    return keep(question, is_published)


def keep(question, is_published=True):
    """Store a new question as a draft and, unless told otherwise, publish it."""
    question.live = False
    question.save()
    revision = question.save_revision()
    if is_published:
        revision.publish()
    question.refresh_from_db()
    return question


def make_quiz(course, questions=(), pools=(), *, is_published=True, **fields):
    """A quiz in a course. `pools`: (topic, count) and, where one likes, a dict of more fields."""
    quiz = QuizPage(title=fields.pop("title", "Check what you know"), slug=fields.pop("slug", "quiz"), **fields)
    quiz.items = [QuizItem(question=question, sort_order=place) for place, question in enumerate(questions)]
    quiz.pools = [
        QuizPool(topic=topic, count=count, sort_order=n, **dict(*more)) for n, (topic, count, *more) in enumerate(pools)
    ]
    quiz.live = False
    course.add_child(instance=quiz)
    if is_published:
        quiz.save_revision().publish()
    return quiz


def release(course, actor):
    """Release the course as it stands."""
    return releasing.release(course, released_for="new_starters", actor=actor)


def enrol(learner, course):
    """Put a learner on a released course."""
    return enrolling.enrol(learner, course)


def keys_of(snapshot, *texts):
    """The answer that chooses the options with these texts."""
    return {"chosen": [option.key for option in snapshot.options if option.text in texts]}


def right_answer(snapshot):
    """The answer that is right."""
    return snapshot.right_answer()


def wrong_answer(snapshot):
    """An answer that is wrong, and earns nothing."""
    return import_module(f"tests.quizzes.questions.test_{snapshot.type}").wrong_answer(snapshot)


def signed_in(user):
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client
