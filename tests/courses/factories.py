"""Courses for tests: small, published and released."""

import json

from courses import releasing
from courses.models import CataloguePage, CourseEdition, CoursePage, LessonPage, ModulePage
from training.people.models import FrontlineRole


def make_course(title="Recognise and respond", *, lessons=("One", "Two"), released=True, **fields):
    """A published course of one module with these lessons."""
    catalogue = CataloguePage.objects.get()
    fields = {"summary": "What to notice and what to do.", **fields}
    course = catalogue.add_child(instance=CoursePage(title=title, **fields))
    module = course.add_child(instance=ModulePage(title="Module 1"))
    for name in lessons:
        add_lesson(module, name)
    if released:
        release(course)
    return CoursePage.objects.get(pk=course.pk)


def add_lesson(parent, title, *, roles=(), text="Some words.", **fields):
    """A published lesson."""
    parent.refresh_from_db()
    body = json.dumps([{"type": "text", "value": {"text": f"<p>{text}</p>"}}])
    lesson = parent.add_child(instance=LessonPage(title=title, body=body, **fields))
    if roles:
        lesson.roles.set(FrontlineRole.objects.filter(slug__in=roles))
        lesson.save()
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def release(course, released_for=CourseEdition.For.NEW_STARTERS):
    """The next edition of a course."""
    return releasing.release(course, released_for=released_for)


def lessons_of(course):
    """The lessons of a course, in order."""
    return list(LessonPage.objects.descendant_of(course).order_by("path"))
