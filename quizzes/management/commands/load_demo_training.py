"""Put the demo's people on the demo's course, so that a manager's screens have something to show."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import Page

from courses import completing, enrolling, requiring
from courses.models import Activity, Completion, CoursePage, Requirement
from courses.outline import outline_of
from quizzes import attempting
from quizzes.models import QuizPage
from training.people.models import Organisation, User

COURSE = "core-recognise-respond"
# Of whom it is required, by whom, and in how many days from today it is due (before today: overdue).
REQUIREMENTS = [
    ("Trading standards", "gwen@northmere.example", 30),
    ("Environmental health", "gwen@northmere.example", 14),
    ("Licensing", "gwen@northmere.example", -7),
]
# How many activities each has finished; None: all of them.
PROGRESS = {"asha@northmere.example": None, "ewa@northmere.example": 4, "carys@northmere.example": 1}


class Command(BaseCommand):
    """`manage.py load_demo_training`. Again is harmless: who has begun is left alone."""

    help = "Assigns the demo course to demo people, and lets some of them finish (never on a site for real people)."

    def handle(self, **_):
        """Assign, then bring each person as far as the demo wants her."""
        course = CoursePage.objects.get(slug=COURSE)
        if Requirement.objects.filter(course_key=course.key).exists():
            return
        for name, manager, days in REQUIREMENTS:
            requiring.require(
                course,
                Organisation.objects.get(name=name),
                due_on=timezone.localdate() + timedelta(days=days),
                actor=User.objects.get(email=manager),
            )
        activities = Page.objects.filter(pk__in=[page.pk for page in outline_of(course).activities])
        pages = list(activities.type(Activity).order_by("path").specific())
        for email, count in PROGRESS.items():
            _finish(enrolling.enrol(User.objects.get(email=email), course), pages[:count])


def _finish(enrolment, pages):
    for page in pages:
        if isinstance(page, QuizPage):
            _pass(enrolment, page)
        else:
            completing.record(enrolment, page, how=Completion.How.SELF)


def _pass(enrolment, quiz):
    """Take the quiz with every answer right, so that the result has its attempt like everybody's."""
    attempt = attempting.start(enrolment, quiz)
    questions = attempt.edition.quiz.by_key
    answers = {response.pk: questions[response.question_key].right_answer() for response in attempt.responses.all()}
    attempting.submit(attempt, answers=answers, actor=enrolment.learner)
