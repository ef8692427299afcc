"""Put the demo's people on the demo's course, so that a manager's screens have something to show."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import Page

from courses import completing, enrolling, requiring
from courses.models import Activity, Completion, CoursePage, Requirement
from courses.outline import outline_of
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
PASSED_WITH = 90


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
        how = Completion.How.SELF if page.is_self_completed else Completion.How.MARKED
        score = None if page.is_self_completed else PASSED_WITH
        completing.record(enrolment, page, how=how, score=score)
