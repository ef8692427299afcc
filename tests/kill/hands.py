"""Somebody at the site's own Python: reads commands from standard input, one JSON line each, and answers in kind.

Started by tests/kill/house.py in the environment of the site, since each start of Django costs seconds.
"""

import json
import sys
import uuid
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from certificates import receivers  # noqa: E402
from courses import completing, enrolling, releasing, tasks  # noqa: E402
from courses.models import Completion, CoursePage  # noqa: E402
from courses.signals import course_completed  # noqa: E402
from tests.courses import factories  # noqa: E402
from tests.quizzes import making  # noqa: E402
from training.notices.models import Notice  # noqa: E402
from training.people.models import User  # noqa: E402

TITLE = "Course of the kill tests"
QUESTIONS = 6
HOST = "localhost"


def people(count):
    """New people, without a password that anybody knows."""
    token = uuid.uuid4().hex[:8]
    users = [User(email=f"kill-{token}-{n}@northmere.example", name=f"Kim {token} {n}") for n in range(count)]
    for user in users:
        user.set_unusable_password()
    return User.objects.bulk_create(users)


def course_with_quiz():
    """The course of these tests: a lesson and a quiz."""
    found = CoursePage.objects.filter(title=TITLE).first()
    if found:
        return found
    course = making.make_course(TITLE)
    making.make_quiz(course, [making.make_single(f"Question {n}?") for n in range(QUESTIONS)])
    releasing.release(CoursePage.objects.get(pk=course.pk), released_for="new_starters")
    return CoursePage.objects.get(pk=course.pk)


def learner():
    """Somebody signed in and on the course, with its lesson done: what a client needs to take the quiz."""
    course = course_with_quiz()
    (user,) = people(1)
    browser = Client(HTTP_HOST=HOST)
    browser.force_login(user)
    enrolment = enrolling.enrol(user, course)
    lesson = Page.objects.descendant_of(course).get(slug="meeting").specific
    completing.record(enrolment, lesson, how=Completion.How.SELF)
    quiz = Page.objects.descendant_of(course).get(slug="quiz")
    return {
        "cookies": {name: morsel.value for name, morsel in browser.cookies.items()},
        "enrolment": enrolment.pk,
        "quiz": quiz.pk,
        "quiz_path": quiz.get_url(),
        "lesson_path": lesson.get_url(),
    }


def completed(count):
    """Periods that are completed and have no certificate yet, as where the process died that was to issue them."""
    course_completed.disconnect(dispatch_uid="certificates.issue")
    course = factories.make_course(f"Done {uuid.uuid4().hex[:8]}", lessons=["Only"])
    (lesson,) = factories.lessons_of(course)
    periods = [enrolling.enrol(user, course) for user in people(count)]
    for period in periods:
        completing.record(period, lesson, how=Completion.How.SELF)
    course_completed.connect(receivers.issue_certificate, dispatch_uid="certificates.issue")
    return [period.pk for period in periods]


def released(count):
    """Periods that a release for everyone completes, in the worker: one of two lessons is not required any more."""
    course = factories.make_course(f"Released {uuid.uuid4().hex[:8]}", lessons=["One", "Two"])
    first, second = factories.lessons_of(course)
    periods = [enrolling.enrol(user, course) for user in people(count)]
    for period in periods:
        completing.record(period, first, how=Completion.How.SELF)
    second.is_required = False
    second.save_revision().publish()
    edition = releasing.release(CoursePage.objects.get(pk=course.pk), released_for="everyone")
    result = tasks.move_everyone.enqueue(edition.pk, None)
    return {"periods": [period.pk for period in periods], "task": str(result.id)}


def notices(count):
    """Messages that are due now."""
    token = uuid.uuid4().hex[:8]
    made = [
        Notice(
            address=f"to-{token}-{n}@northmere.example", kind="account", subject_key="x:1", due_on=timezone.localdate()
        )
        for n in range(count)
    ]
    Notice.objects.bulk_create(made)
    return [notice.address for notice in made]


def time_passes(minutes):
    """What is marked as begun was begun that much earlier."""
    earlier = timedelta(minutes=minutes)
    for notice in Notice.objects.exclude(sent_at=None).exclude(error=""):
        Notice.objects.filter(pk=notice.pk).update(sent_at=notice.sent_at - earlier)
    from django_tasks_db.models import DBTaskResult

    for task in DBTaskResult.objects.running():
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=task.started_at - earlier)


COMMANDS = {act.__name__: act for act in (learner, completed, released, notices, time_passes)}


def main():
    """Answer until the input ends."""
    for line in sys.stdin:
        # The database may have been killed since the last command.
        connection.close()
        name, arguments = json.loads(line)
        sys.stdout.write(json.dumps(COMMANDS[name](*arguments)) + "\n")
        sys.stdout.flush()


main()
