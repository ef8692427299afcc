"""Many people on a course, written straight into the tables."""

from itertools import count

from django.utils import timezone

from courses.models import Enrolment
from training.people.models import User

NUMBERS = count(1)


def people(enrolment, how_many, *, role="", organisation=""):
    """New people on the course of an enrolment, of a role and an organisation as they were noted: their enrolments."""
    numbers = [next(NUMBERS) for _ in range(how_many)]
    users = User.objects.bulk_create(
        User(email=f"person{number}@northmere.example", name=f"Person {number}", password="!") for number in numbers
    )
    return Enrolment.objects.bulk_create(
        Enrolment(
            learner=user,
            course_key=enrolment.course_key,
            edition=enrolment.edition,
            opens_on=enrolment.opens_on,
            started_at=timezone.now(),
            name=user.name,
            email=user.email,
            role_slug=role,
            role=role,
            organisation_path=organisation,
        )
        for user in users
    )
